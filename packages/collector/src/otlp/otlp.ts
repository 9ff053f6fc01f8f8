// What OpenTelemetry sends, whatever encoding it came in. Knows the protocol and nothing of predictions or feedback.

/** OTLP's AnyValue as plain JSON. */
export type AnyValue = string | number | boolean | null | AnyValue[] | { [key: string]: AnyValue }

/** A map, not an object: keys come from outside and may be `__proto__`. */
export type Attributes = ReadonlyMap<string, AnyValue>

export interface Scope {
  name: string
  version: string
}

interface SpanEvent {
  name: string
  timeNs: bigint
  attributes: Attributes
}

/** google.rpc and OTLP words for the three signals and the two encodings of each. */
export type Signal = 'traces' | 'logs' | 'metrics'
export type Encoding = 'protobuf' | 'json'

interface SpanLink {
  traceId: string
  spanId: string
  attributes: Attributes
}

export const SPAN_STATUS_OK = 1
export const SPAN_STATUS_ERROR = 2

export interface Span {
  traceId: string
  spanId: string
  parentSpanId: string | null
  name: string
  startNs: bigint
  endNs: bigint
  status: { code: number; message: string }
  attributes: Attributes
  droppedAttributes: number
  events: SpanEvent[]
  links: SpanLink[]
  scope: Scope
  resource: Attributes
}

export interface LogRecord {
  /** Null when the record belongs to no span. */
  traceId: string | null
  spanId: string | null
  eventName: string
  timeNs: bigint
  body: AnyValue
  attributes: Attributes
  scope: Scope
  resource: Attributes
}

/** The request is not one of OTLP's, or holds more than is taken at once. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  readonly fault: 'shape' | 'size'

  constructor(fault: 'shape' | 'size', message: string) {
    super(message)
    this.fault = fault
  }
}

/** A decoded request: what can be used, and what had to be refused with the reason of the first. */
export interface Decoded<Item> {
  items: Item[]
  rejected: number
  reason: string | null
}
