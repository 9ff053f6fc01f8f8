// Spans and log records in OTLP's JSON encoding. Knows the protocol, not what a prediction or a feedback is.

type AttributeValue = string | number | boolean | readonly string[]

/** A fact that is undefined is not sent. */
export type Attributes = { [key: string]: AttributeValue | undefined }

type AnyValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values: AnyValue[] } }

export interface Span {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  name: string
  kind: 'internal' | 'client'
  startNs: bigint
  endNs: bigint
  attributes: Attributes
  error: { message: string; event: Attributes } | undefined
}

export interface LogRecord {
  eventName: string
  timeNs: bigint
  observedNs: bigint
  traceId: string | undefined
  spanId: string | undefined
  attributes: Attributes
}

const SPAN_KIND = { internal: 1, client: 3 } as const
const STATUS_ERROR = 2
const SEVERITY_INFO = 9

export function encodeSpan(span: Span): string {
  const endTime = String(span.endNs)
  return JSON.stringify({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    kind: SPAN_KIND[span.kind],
    startTimeUnixNano: String(span.startNs),
    endTimeUnixNano: endTime,
    attributes: encodeAttributes(span.attributes),
    ...(span.error && {
      events: [{ name: 'exception', timeUnixNano: endTime, attributes: encodeAttributes(span.error.event) }],
      status: { code: STATUS_ERROR, message: span.error.message },
    }),
  })
}

export function encodeLogRecord(record: LogRecord): string {
  return JSON.stringify({
    timeUnixNano: String(record.timeNs),
    observedTimeUnixNano: String(record.observedNs),
    severityNumber: SEVERITY_INFO,
    eventName: record.eventName,
    traceId: record.traceId,
    spanId: record.spanId,
    attributes: encodeAttributes(record.attributes),
  })
}

/** Everything of a request around its items, so that an item is encoded once, when it is recorded. */
export interface Envelope {
  before: string
  after: string
}

export function encodeTraceEnvelope(resource: Attributes, scopeName: string): Envelope {
  return encodeEnvelope('resourceSpans', 'scopeSpans', 'spans', { resource, scopeName })
}

export function encodeLogsEnvelope(resource: Attributes, scopeName: string): Envelope {
  return encodeEnvelope('resourceLogs', 'scopeLogs', 'logRecords', { resource, scopeName })
}

function encodeEnvelope(
  resources: string,
  scopes: string,
  items: string,
  origin: { resource: Attributes; scopeName: string },
): Envelope {
  const resource = JSON.stringify({ attributes: encodeAttributes(origin.resource) })
  const scope = JSON.stringify({ name: origin.scopeName })
  return {
    before: `{"${resources}":[{"resource":${resource},"${scopes}":[{"scope":${scope},"${items}":[`,
    after: ']}]}]}',
  }
}

function encodeAttributes(attributes: Attributes): { key: string; value: AnyValue }[] {
  return Object.entries(attributes).flatMap(([key, given]) => {
    const value = encodeValue(given)
    return value === undefined ? [] : [{ key, value }]
  })
}

/** Callers are not all type-checked: what is no attribute value is left out rather than sent as nonsense. */
function encodeValue(value: unknown): AnyValue | undefined {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return encodeNumber(value)
  if (!Array.isArray(value)) return undefined
  return {
    arrayValue: { values: value.filter((item) => typeof item === 'string').map((stringValue) => ({ stringValue })) },
  }
}

function encodeNumber(value: number): AnyValue | undefined {
  if (Number.isSafeInteger(value)) return { intValue: String(value) }
  return Number.isFinite(value) ? { doubleValue: value } : undefined
}
