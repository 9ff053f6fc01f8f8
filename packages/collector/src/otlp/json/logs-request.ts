// ExportLogsServiceRequest in OTLP/JSON to log records.

import { eventNameOf, LOG_RECORD_REFUSED, SPAN_ID_BYTES, TRACE_ID_BYTES } from '../items.ts'
import type { Decoded, LogRecord } from '../otlp.ts'
import { decodeAnyValue, decodeAttributes } from './any-value.ts'
import { type Levels, readEnvelope, type ScopeItems } from './envelope.ts'
import { either, type Fields, id, isRecord, text, time } from './fields.ts'

const LEVELS: Levels = {
  resources: ['resourceLogs', 'resource_logs'],
  scopes: ['scopeLogs', 'scope_logs'],
  items: ['logRecords', 'log_records'],
}

/** Throws a RequestRefused for what is no such request, or holds too much. */
export function decodeLogsRequest(request: unknown): Decoded<LogRecord> {
  const decoded: Decoded<LogRecord> = { items: [], rejected: 0, reason: null }
  for (const { items, ...within } of readEnvelope(request, LEVELS)) {
    for (const fields of items) {
      if (isRecord(fields)) decoded.items.push(decodeLogRecord(fields, within))
      else {
        decoded.rejected += 1
        decoded.reason = LOG_RECORD_REFUSED
      }
    }
  }
  return decoded
}

function decodeLogRecord(fields: Fields, { resource, scope }: Omit<ScopeItems, 'items'>): LogRecord {
  const attributes = decodeAttributes(fields['attributes'])
  return {
    traceId: id(either(fields, 'traceId', 'trace_id'), TRACE_ID_BYTES),
    spanId: id(either(fields, 'spanId', 'span_id'), SPAN_ID_BYTES),
    eventName: eventNameOf(text(either(fields, 'eventName', 'event_name')), attributes),
    timeNs:
      time(either(fields, 'timeUnixNano', 'time_unix_nano')) ||
      time(either(fields, 'observedTimeUnixNano', 'observed_time_unix_nano')),
    body: decodeAnyValue(fields['body']),
    attributes,
    scope,
    resource,
  }
}
