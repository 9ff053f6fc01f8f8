// The body of an OTLP request, unpacked and in either encoding, to what it holds. Each throws a RequestRefused for what
// is no such request, or holds more than is taken at once; an empty body is an empty request.

import { decodeLogsRequest as decodeLogsJson } from './json/logs-request.ts'
import { countMetricsRequest as countMetricsJson } from './json/metrics-request.ts'
import { readJson } from './json/read-json.ts'
import { decodeTraceRequest as decodeTracesJson } from './json/trace-request.ts'
import type { Decoded, Encoding, LogRecord, Span } from './otlp.ts'
import { decodeLogsRequest as decodeLogsProtobuf } from './protobuf/logs-request.ts'
import { countMetricsRequest as countMetricsProtobuf } from './protobuf/metrics-request.ts'
import { decodeTraceRequest as decodeTracesProtobuf } from './protobuf/trace-request.ts'

export function decodeTraces(body: Uint8Array, encoding: Encoding): Decoded<Span> {
  return encoding === 'json' ? decodeTracesJson(readJson(body)) : decodeTracesProtobuf(body)
}

export function decodeLogs(body: Uint8Array, encoding: Encoding): Decoded<LogRecord> {
  return encoding === 'json' ? decodeLogsJson(readJson(body)) : decodeLogsProtobuf(body)
}

/** Data points are counted and not kept. */
export function countMetrics(body: Uint8Array, encoding: Encoding): number {
  return encoding === 'json' ? countMetricsJson(readJson(body)) : countMetricsProtobuf(body)
}
