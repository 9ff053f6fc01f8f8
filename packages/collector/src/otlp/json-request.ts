// The JSON encoding of ExportTraceServiceRequest and ExportLogsServiceRequest to spans and log records.
// Unknown fields are ignored, missing ones are proto defaults, as the OTLP specification asks.

import { decodeAttributes, isRecord, listOf } from './any-value.ts'
import type { Attributes, Decoded, LogRecord, Scope, Span } from './otlp.ts'
import { type Levels, readScopes, type ScopeItems } from './request-scopes.ts'

const TRACE_ID = /^[0-9a-f]{32}$/
const SPAN_ID = /^[0-9a-f]{16}$/

const SPANS: Levels = { resources: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' }
const LOG_RECORDS: Levels = { resources: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords' }

/** Throws a RequestRefused for what is no such request, or holds too much. */
export function decodeTraceRequest(request: unknown): Decoded<Span> {
  const reason = 'a span needs a trace id of 32 and a span id of 16 hex digits, not all zero'
  return decodeAll(readScopes(request, SPANS), decodeSpan, reason)
}

/** As decodeTraceRequest. */
export function decodeLogsRequest(request: unknown): Decoded<LogRecord> {
  return decodeAll(readScopes(request, LOG_RECORDS), decodeLogRecord, 'a log record is not an object')
}

function decodeAll<Item>(
  scopes: ScopeItems[],
  decode: (fields: unknown, resource: Attributes, scope: Scope) => Item | null,
  reason: string,
): Decoded<Item> {
  const decoded: Decoded<Item> = { items: [], rejected: 0, reason: null }
  for (const { resource, scope, items } of scopes) {
    for (const fields of items) {
      const item = decode(fields, resource, scope)
      if (item === null) {
        decoded.rejected += 1
        decoded.reason = reason
      } else decoded.items.push(item)
    }
  }
  return decoded
}

function decodeSpan(fields: unknown, resource: Attributes, scope: Scope): Span | null {
  if (!isRecord(fields)) return null
  const traceId = decodeId(fields['traceId'], TRACE_ID)
  const spanId = decodeId(fields['spanId'], SPAN_ID)
  if (traceId === null || spanId === null) return null
  const status = isRecord(fields['status']) ? fields['status'] : {}
  return {
    traceId,
    spanId,
    parentSpanId: decodeId(fields['parentSpanId'], SPAN_ID),
    name: text(fields['name']),
    startNs: nanoseconds(fields['startTimeUnixNano']),
    endNs: nanoseconds(fields['endTimeUnixNano']),
    status: { code: count(status['code']), message: text(status['message']) },
    attributes: decodeAttributes(fields['attributes']),
    droppedAttributes: count(fields['droppedAttributesCount']),
    events: listOf(fields['events']).map((event) => ({
      name: text(event['name']),
      timeNs: nanoseconds(event['timeUnixNano']),
      attributes: decodeAttributes(event['attributes']),
    })),
    scope,
    resource,
  }
}

function decodeLogRecord(fields: unknown, resource: Attributes, scope: Scope): LogRecord | null {
  if (!isRecord(fields)) return null
  const attributes = decodeAttributes(fields['attributes'])
  return {
    traceId: decodeId(fields['traceId'], TRACE_ID),
    spanId: decodeId(fields['spanId'], SPAN_ID),
    // Before the field existed, SDKs wrote the name of the event as an attribute.
    eventName: text(fields['eventName']) || text(attributes.get('event.name')),
    timeNs: nanoseconds(fields['timeUnixNano']) || nanoseconds(fields['observedTimeUnixNano']),
    attributes,
    scope,
    resource,
  }
}

function decodeId(value: unknown, pattern: RegExp): string | null {
  const id = text(value).toLowerCase()
  return pattern.test(id) && !/^0+$/.test(id) ? id : null
}

function nanoseconds(value: unknown): bigint {
  if (typeof value === 'string') return /^\d{1,19}$/.test(value) ? BigInt(value) : 0n
  // A time of today is past what a number counts exactly: it comes rounded to some hundred nanoseconds.
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 63 ? BigInt(value) : 0n
}

function count(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : 0
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
