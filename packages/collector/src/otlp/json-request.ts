// The JSON encoding of ExportTraceServiceRequest and ExportLogsServiceRequest to spans and log records.
// Unknown fields are ignored, missing ones are proto defaults, as the OTLP specification asks.

import { decodeAttributes, isRecord, listOf } from './any-value.ts'
import type { Attributes, Decoded, LogRecord, Scope, Span } from './otlp.ts'

const TRACE_ID = /^[0-9a-f]{32}$/
const SPAN_ID = /^[0-9a-f]{16}$/

export function decodeTraceRequest(request: unknown): Decoded<Span> {
  const decoded: Decoded<Span> = { items: [], rejected: 0, reason: null }
  for (const { resource, scope, items } of eachScope(request, 'resourceSpans', 'scopeSpans', 'spans')) {
    for (const item of items) {
      const span = decodeSpan(item, resource, scope)
      if (span === null) {
        decoded.rejected += 1
        decoded.reason ??= 'a span needs a trace id of 32 and a span id of 16 hex digits, not all zero'
      } else decoded.items.push(span)
    }
  }
  return decoded
}

export function decodeLogsRequest(request: unknown): Decoded<LogRecord> {
  const items: LogRecord[] = []
  for (const { resource, scope, items: records } of eachScope(request, 'resourceLogs', 'scopeLogs', 'logRecords')) {
    for (const record of records) items.push(decodeLogRecord(record, resource, scope))
  }
  return { items, rejected: 0, reason: null }
}

function* eachScope(
  request: unknown,
  resources: string,
  scopes: string,
  items: string,
): Generator<{ resource: Attributes; scope: Scope; items: { [field: string]: unknown }[] }> {
  if (!isRecord(request)) return
  for (const ofResource of listOf(request[resources])) {
    const resource = decodeAttributes(isRecord(ofResource['resource']) ? ofResource['resource']['attributes'] : [])
    for (const ofScope of listOf(ofResource[scopes])) {
      const scope = isRecord(ofScope['scope']) ? ofScope['scope'] : {}
      yield {
        resource,
        scope: { name: text(scope['name']), version: text(scope['version']) },
        items: listOf(ofScope[items]),
      }
    }
  }
}

function decodeSpan(fields: { [field: string]: unknown }, resource: Attributes, scope: Scope): Span | null {
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

function decodeLogRecord(fields: { [field: string]: unknown }, resource: Attributes, scope: Scope): LogRecord {
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
