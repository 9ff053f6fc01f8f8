// ExportLogsServiceRequest in protobuf, straight to log records.

import { eventNameOf, SPAN_ID_BYTES, timeOrNone, TRACE_ID_BYTES } from '../items.ts'
import type { AnyValue, Decoded, LogRecord } from '../otlp.ts'
import { readAnyValue, readAttribute } from './any-value.ts'
import { readEnvelope, type Within } from './envelope.ts'
import { ProtobufReader } from './reader.ts'

/** Throws a RequestRefused for what is no such request, or holds too much. */
export function decodeLogsRequest(body: Uint8Array): Decoded<LogRecord> {
  const items: LogRecord[] = []
  readEnvelope(new ProtobufReader(body), (reader, within) => items.push(readLogRecord(reader, within)))
  return { items, rejected: 0, reason: null }
}

function readLogRecord(reader: ProtobufReader, { resource, scope }: Within): LogRecord {
  const outer = reader.enter()
  let traceId: string | null = null
  let spanId: string | null = null
  let eventName = ''
  let timeNs = 0n
  let observedNs = 0n
  let body: AnyValue = null
  const attributes = new Map<string, AnyValue>()
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        timeNs = timeOrNone(reader.fixed64())
        break
      case 5:
        body = readAnyValue(reader, 0)
        break
      case 6:
        readAttribute(reader, attributes)
        break
      case 9:
        traceId = reader.id(TRACE_ID_BYTES)
        break
      case 10:
        spanId = reader.id(SPAN_ID_BYTES)
        break
      case 11:
        observedNs = timeOrNone(reader.fixed64())
        break
      case 12:
        eventName = reader.text()
        break
      default:
        reader.skip()
    }
  }
  reader.leave(outer)
  return {
    traceId,
    spanId,
    eventName: eventNameOf(eventName, attributes),
    timeNs: timeNs || observedNs,
    body,
    attributes,
    scope,
    resource,
  }
}
