// Spans and log records in OTLP's JSON encoding. Knows the protocol, not what a prediction or a feedback is.

/** JSON that an attribute has as its text, spelled as it stands in the JSON around it but for the quotes. */
export class NestedJson {
  readonly spelled: string

  constructor(spelled: string) {
    this.spelled = spelled
  }

  get json(): string {
    return JSON.parse(`"${this.spelled}"`) as string
  }
}

type PlainValue = string | number | boolean | readonly string[]

/** A fact that is undefined is not sent. */
export type Attributes = { [key: string]: PlainValue | NestedJson | undefined }

/** As others than the wire have them. */
export function spellOut(attributes: Attributes): { [key: string]: PlainValue | undefined } {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, value instanceof NestedJson ? value.json : value]),
  )
}

/** Since 1970, in decimal, as the wire has it: what a number cannot hold, and a bigint holds at five times the cost. */
export type Nanoseconds = string

export interface Span {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  name: string
  kind: 'internal' | 'client'
  startNs: Nanoseconds
  endNs: Nanoseconds
  attributes: Attributes
  error: { message: string; event: Attributes } | undefined
}

export interface LogRecord {
  eventName: string
  timeNs: Nanoseconds
  observedNs: Nanoseconds
  traceId: string | undefined
  spanId: string | undefined
  attributes: Attributes
}

const SPAN_KIND = { internal: 1, client: 3 } as const
const STATUS_ERROR = 2
const SEVERITY_INFO = 9

// Text is put together by hand: half the time of a tree of objects through JSON.stringify, 3.3 µs against 5.6 for the
// span of a short chat with 17 attributes. What costs is the number of pieces, which are copied into one text in the end.

export function encodeSpan(span: Span): string {
  return writeAttributes(
    `{"traceId":"${span.traceId}","spanId":"${span.spanId}${
      span.parentSpanId === undefined ? '' : `","parentSpanId":"${span.parentSpanId}`
    }","name":${quote(span.name)},"kind":${SPAN_KIND[span.kind]},"startTimeUnixNano":"${
      span.startNs
    }","endTimeUnixNano":"${span.endNs}"${span.error === undefined ? '' : writeError(span.error, span.endNs)},"attributes":[`,
    span.attributes,
    ']}',
  )
}

function writeError({ message, event }: NonNullable<Span['error']>, endNs: Nanoseconds): string {
  const status = `"status":{"code":${STATUS_ERROR},"message":${quote(message)}}`
  return writeAttributes(
    `,${status},"events":[{"name":"exception","timeUnixNano":"${endNs}","attributes":[`,
    event,
    ']}]',
  )
}

export function encodeLogRecord(record: LogRecord): string {
  const { traceId, spanId } = record
  return writeAttributes(
    `{"timeUnixNano":"${record.timeNs}","observedTimeUnixNano":"${record.observedNs}","severityNumber":${SEVERITY_INFO},"eventName":${quote(record.eventName)}${
      traceId === undefined ? '' : `,"traceId":${quote(traceId)}`
    }${spanId === undefined ? '' : `,"spanId":${quote(spanId)}`},"attributes":[`,
    record.attributes,
    ']}',
  )
}

/** A moment so many milliseconds after another, to the nanosecond. Throws for what is no time. */
export function toNanoseconds(wholeMs: number, durationMs = 0): Nanoseconds {
  const durationNs = Math.round(durationMs * NS_PER_MS)
  const restNs = durationNs % NS_PER_MS
  const ms = wholeMs + (durationNs - restNs) / NS_PER_MS
  if (!Number.isSafeInteger(ms) || restNs < 0) throw new RangeError('not a time')
  return `${ms}${String(NS_PER_MS + restNs).slice(1)}`
}

const NS_PER_MS = 1_000_000

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
  const resource = writeAttributes('{"attributes":[', origin.resource, ']}')
  const scope = JSON.stringify({ name: origin.scopeName })
  return {
    before: `{"${resources}":[{"resource":${resource},"${scopes}":[{"scope":${scope},"${items}":[`,
    after: ']}]}]}',
  }
}

function writeAttributes(before: string, attributes: Attributes, after: string): string {
  let text = before
  let isFirst = true
  // Costs 0.4 µs less than a list of the keys.
  for (const key in attributes) {
    if (!Object.hasOwn(attributes, key)) continue
    const value: unknown = attributes[key]
    const kind = kindOf(value)
    if (kind === undefined) continue
    const opening = kind.get(key) ?? openAttribute(kind, key)
    text += isFirst ? opening.slice(CLOSING.length) : opening
    text += kind === STRING ? quote(value as string) : writeValue(value)
    isFirst = false
  }
  return text + (isFirst ? '' : CLOSING.slice(0, -1)) + after
}

/** Callers are not all type-checked: what is no attribute value is left out rather than sent as nonsense. */
function kindOf(value: unknown): Openings | undefined {
  if (typeof value === 'string') return STRING
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return BOOLEAN
  if (value instanceof NestedJson) return NESTED
  if (typeof value !== 'number') return Array.isArray(value) ? ARRAY : undefined
  if (Number.isSafeInteger(value)) return INTEGER
  return Number.isFinite(value) ? DOUBLE : undefined
}

function writeValue(value: unknown): string {
  if (value instanceof NestedJson) return `${value.spelled}"`
  if (!Array.isArray(value)) return Number.isSafeInteger(value) ? `${value as number}"` : String(value)
  const texts = value.filter((item) => typeof item === 'string')
  return `[${texts.map((item) => `{"stringValue":${quote(item)}}`).join(',')}]}`
}

/** Of the attribute before. It is part of what opens the next one: one piece less. */
const CLOSING = '}},'

/** By key, all that stands before a value of one kind. */
type Openings = Map<string, string>
const STRING: Openings = new Map()
const NESTED: Openings = new Map()
const INTEGER: Openings = new Map()
const DOUBLE: Openings = new Map()
const BOOLEAN: Openings = new Map()
const ARRAY: Openings = new Map()

const WORDS: ReadonlyMap<Openings, string> = new Map([
  [STRING, '"stringValue":'],
  [NESTED, '"stringValue":"'],
  [INTEGER, '"intValue":"'],
  [DOUBLE, '"doubleValue":'],
  [BOOLEAN, '"boolValue":'],
  [ARRAY, '"arrayValue":{"values":'],
])

/** Keys are few, and known after the first prediction; those beyond are written out every time. */
const OPENINGS_MAX = 1024

function openAttribute(kind: Openings, key: string): string {
  const opening = `${CLOSING}{"key":${quote(key)},"value":{${WORDS.get(kind)}`
  if (kind.size < OPENINGS_MAX) kind.set(key, opening)
  return opening
}

/** Most values are short and plain, and a look at each character costs less than asking for a JSON text. */
const PLAIN_CHARS_MAX = 48
const QUOTE = 0x22
const BACKSLASH = 0x5c
/** Half a character is written as an escape. */
const FIRST_SURROGATE = 0xd800

function quote(text: string): string {
  if (text.length > PLAIN_CHARS_MAX) return JSON.stringify(text)
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code === QUOTE || code === BACKSLASH || code >= FIRST_SURROGATE) return JSON.stringify(text)
  }
  return `"${text}"`
}
