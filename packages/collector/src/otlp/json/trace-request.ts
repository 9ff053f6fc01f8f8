// ExportTraceServiceRequest in OTLP/JSON to spans. Unknown fields are ignored, missing ones are the protocol's defaults.

import { SPAN_ID_BYTES, SPAN_REFUSED, TRACE_ID_BYTES } from '../items.ts'
import { type Decoded, type Span, SPAN_STATUS_ERROR, SPAN_STATUS_OK } from '../otlp.ts'
import { decodeAttributes } from './any-value.ts'
import { type Levels, readEnvelope, type ScopeItems } from './envelope.ts'
import { count, either, type Fields, id, isRecord, listOf, text, time } from './fields.ts'

const LEVELS: Levels = {
  resources: ['resourceSpans', 'resource_spans'],
  scopes: ['scopeSpans', 'scope_spans'],
  items: ['spans', 'spans'],
}

/** By name, as protobuf's own JSON has them; OTLP asks for the number. */
const STATUS_CODES: ReadonlyMap<unknown, number> = new Map([
  ['STATUS_CODE_OK', SPAN_STATUS_OK],
  ['STATUS_CODE_ERROR', SPAN_STATUS_ERROR],
])

/** Throws a RequestRefused for what is no such request, or holds too much. */
export function decodeTraceRequest(request: unknown): Decoded<Span> {
  const decoded: Decoded<Span> = { items: [], rejected: 0, reason: null }
  for (const { items, ...within } of readEnvelope(request, LEVELS)) {
    for (const fields of items) {
      const span = isRecord(fields) ? decodeSpan(fields, within) : null
      if (span === null) {
        decoded.rejected += 1
        decoded.reason = SPAN_REFUSED
      } else decoded.items.push(span)
    }
  }
  return decoded
}

function decodeSpan(fields: Fields, { resource, scope }: Omit<ScopeItems, 'items'>): Span | null {
  const traceId = id(either(fields, 'traceId', 'trace_id'), TRACE_ID_BYTES)
  const spanId = id(either(fields, 'spanId', 'span_id'), SPAN_ID_BYTES)
  if (traceId === null || spanId === null) return null
  return {
    traceId,
    spanId,
    parentSpanId: id(either(fields, 'parentSpanId', 'parent_span_id'), SPAN_ID_BYTES),
    name: text(fields['name']),
    startNs: time(either(fields, 'startTimeUnixNano', 'start_time_unix_nano')),
    endNs: time(either(fields, 'endTimeUnixNano', 'end_time_unix_nano')),
    status: decodeStatus(fields['status']),
    attributes: decodeAttributes(fields['attributes']),
    droppedAttributes: count(either(fields, 'droppedAttributesCount', 'dropped_attributes_count')),
    events: listOf(fields['events']).map((event) => ({
      name: text(event['name']),
      timeNs: time(either(event, 'timeUnixNano', 'time_unix_nano')),
      attributes: decodeAttributes(event['attributes']),
    })),
    links: listOf(fields['links']).flatMap(decodeLink),
    scope,
    resource,
  }
}

function decodeStatus(status: unknown): Span['status'] {
  if (!isRecord(status)) return { code: 0, message: '' }
  const { code, message } = status
  return { code: STATUS_CODES.get(code) ?? count(code), message: text(message) }
}

/** A link that points at nothing is left out. */
function decodeLink(link: Fields): Span['links'] {
  const traceId = id(either(link, 'traceId', 'trace_id'), TRACE_ID_BYTES)
  const spanId = id(either(link, 'spanId', 'span_id'), SPAN_ID_BYTES)
  if (traceId === null || spanId === null) return []
  return [{ traceId, spanId, attributes: decodeAttributes(link['attributes']) }]
}
