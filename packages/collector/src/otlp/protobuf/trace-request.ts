// ExportTraceServiceRequest in protobuf, straight to spans: no message in between, because this is a hot path.

import { SPAN_ID_BYTES, SPAN_REFUSED, timeOrNone, TRACE_ID_BYTES } from '../items.ts'
import type { AnyValue, Decoded, Span } from '../otlp.ts'
import { readAttribute } from './any-value.ts'
import { readEnvelope, type Within } from './envelope.ts'
import { ProtobufReader } from './reader.ts'

/** What an event or a link with its map of attributes counts for, among the parts of a request. */
const EVENT_PARTS = 4

/** Throws a RequestRefused for what is no such request, or holds too much. */
export function decodeTraceRequest(body: Uint8Array): Decoded<Span> {
  const decoded: Decoded<Span> = { items: [], rejected: 0, reason: null }
  readEnvelope(new ProtobufReader(body), (reader, within) => {
    const span = readSpan(reader, within)
    if (span === null) {
      decoded.rejected += 1
      decoded.reason = SPAN_REFUSED
    } else decoded.items.push(span)
  })
  return decoded
}

function readSpan(reader: ProtobufReader, { resource, scope }: Within): Span | null {
  const outer = reader.enter()
  let traceId: string | null = null
  let spanId: string | null = null
  let parentSpanId: string | null = null
  let name = ''
  let startNs = 0n
  let endNs = 0n
  let droppedAttributes = 0
  const status: Span['status'] = { code: 0, message: '' }
  const attributes = new Map<string, AnyValue>()
  const events: Span['events'] = []
  const links: Span['links'] = []
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        traceId = reader.id(TRACE_ID_BYTES)
        break
      case 2:
        spanId = reader.id(SPAN_ID_BYTES)
        break
      case 4:
        parentSpanId = reader.id(SPAN_ID_BYTES)
        break
      case 5:
        name = reader.text()
        break
      case 7:
        startNs = timeOrNone(reader.fixed64())
        break
      case 8:
        endNs = timeOrNone(reader.fixed64())
        break
      case 9:
        readAttribute(reader, attributes)
        break
      case 10:
        droppedAttributes = reader.count()
        break
      case 11:
        events.push(readEvent(reader))
        break
      case 13:
        readLink(reader, links)
        break
      case 15:
        readStatus(reader, status)
        break
      default:
        reader.skip()
    }
  }
  reader.leave(outer)
  if (traceId === null || spanId === null) return null
  return {
    traceId,
    spanId,
    parentSpanId,
    name,
    startNs,
    endNs,
    status,
    attributes,
    droppedAttributes,
    events,
    links,
    scope,
    resource,
  }
}

function readEvent(reader: ProtobufReader): Span['events'][number] {
  const outer = reader.enter(EVENT_PARTS)
  let name = ''
  let timeNs = 0n
  const attributes = new Map<string, AnyValue>()
  while (reader.next()) {
    if (reader.field === 1) timeNs = timeOrNone(reader.fixed64())
    else if (reader.field === 2) name = reader.text()
    else if (reader.field === 3) readAttribute(reader, attributes)
    else reader.skip()
  }
  reader.leave(outer)
  return { name, timeNs, attributes }
}

/** A link that points at nothing is left out. */
function readLink(reader: ProtobufReader, links: Span['links']): void {
  const outer = reader.enter(EVENT_PARTS)
  let traceId: string | null = null
  let spanId: string | null = null
  const attributes = new Map<string, AnyValue>()
  while (reader.next()) {
    if (reader.field === 1) traceId = reader.id(TRACE_ID_BYTES)
    else if (reader.field === 2) spanId = reader.id(SPAN_ID_BYTES)
    else if (reader.field === 4) readAttribute(reader, attributes)
    else reader.skip()
  }
  reader.leave(outer)
  if (traceId !== null && spanId !== null) links.push({ traceId, spanId, attributes })
}

function readStatus(reader: ProtobufReader, status: Span['status']): void {
  const outer = reader.enter()
  while (reader.next()) {
    if (reader.field === 2) status.message = reader.text()
    else if (reader.field === 3) status.code = reader.count()
    else reader.skip()
  }
  reader.leave(outer)
}
