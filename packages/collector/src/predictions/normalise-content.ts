// A log record to what it says of a model call: one message of it, or all of it. Most records say nothing of one.

import { hash } from 'node:crypto'
import { CLOCK_AHEAD_MS_MAX, type Json } from '@trimtab/contract'
import { type AttributeReader, objectOf, readAttributes } from '../otlp/attribute-reader.ts'
import type { AnyValue, Attributes, LogRecord } from '../otlp/otlp.ts'
import { readGenAi } from './dialects/gen-ai/gen-ai.ts'
import { isMessageEvent, readPiece } from './dialects/gen-ai/message-pieces.ts'
import { type Normalised, readOrigin, readPeople, withoutLongNames } from './normalise.ts'
import { fillIn, type Said } from './said.ts'
import { say } from './say.ts'
import { readProvider } from './spellings/provider-name.ts'

const DETAILS = 'gen_ai.client.inference.operation.details'
/** A record of any other name is content where it has one of these. */
const CONTENT_WORDS = ['gen_ai.input.messages', 'gen_ai.output.messages', 'gen_ai.prompt', 'gen_ai.completion']

/** As many digits as the place of a record within the largest request. */
const PLACE_DIGITS = 7

/**
 * `place` is that of the record within its request. Senders give the messages of a conversation one and the same
 * time, so only it tells their order; a request that is sent again has the same places.
 */
export function normaliseContent(record: LogRecord, nowMs: number, place = 0): Normalised | { outcome: 'none' } {
  const raw = withBody(record)
  const attributes = readAttributes(raw)
  const name = record.eventName === '' ? (attributes.text('event.name') ?? '') : record.eventName
  const isPiece = isMessageEvent(name)
  const isWhole = name === DETAILS || (!isPiece && CONTENT_WORDS.some((word) => raw.has(word)))
  if (!isPiece && !isWhole) return { outcome: 'none' }
  const where = whereOf(record, isWhole)
  // A message that belongs to no call cannot be put anywhere.
  if (where === null) return { outcome: 'none' }
  const startedNs = record.timeNs === 0n ? BigInt(nowMs) * 1_000_000n : record.timeNs
  if (Number(startedNs / 1_000_000n) > nowMs + CLOCK_AHEAD_MS_MAX)
    return { outcome: 'refused', reason: 'a log record is more than a day ahead of this collector’s clock' }
  const said = isPiece ? readPieceOf(name, record, attributes) : readWhole(raw, attributes)
  const item = {
    ...where,
    part: `${String(place).padStart(PLACE_DIGITS, '0')}-${digestOf(record).slice(0, 16)}`,
    parentSpanId: null,
    role: 'content' as const,
    name: isWhole ? DETAILS : name,
    convention: 'gen-ai',
    startedNs,
    endedNs: startedNs,
    status: said.error === undefined ? ('ok' as const) : ('error' as const),
    origin: readOrigin(record.resource, attributes),
    droppedAttributes: 0,
    said: withoutLongNames(said),
  }
  return { outcome: 'item', item }
}

/** The fields that OpenTelemetry has as attributes stand in the body of some senders. */
function withBody(record: LogRecord): Attributes {
  const fields = Object.entries(objectOf(record.body) ?? {}).filter(([key]) => key.startsWith('gen_ai.'))
  return fields.length === 0 ? record.attributes : new Map<string, AnyValue>([...fields, ...record.attributes])
}

/** A record of a whole call needs no span: it is a trace of its own, the same one however often it is sent. */
function whereOf(record: LogRecord, isWhole: boolean): { traceId: string; spanId: string } | null {
  if (record.traceId !== null && record.spanId !== null) return { traceId: record.traceId, spanId: record.spanId }
  if (!isWhole) return null
  const digest = digestOf(record)
  return { traceId: record.traceId ?? digest.slice(0, 32), spanId: record.spanId ?? digest.slice(32, 48) }
}

function readPieceOf(name: string, record: LogRecord, attributes: AttributeReader): Said {
  const said = readPiece(name, record.body, record.attributes)?.said ?? {}
  return fillIn(fillIn(said, providerOf(attributes)), readPeople(attributes))
}

function readWhole(raw: Attributes, attributes: AttributeReader): Said {
  const type = attributes.text('error.type')
  const error = type === null ? undefined : { type, message: attributes.text('error.message'), httpStatus: null }
  return [readGenAi(raw, attributes), providerOf(attributes), readPeople(attributes)].reduce(fillIn, say({ error }))
}

function providerOf(attributes: AttributeReader): Said {
  return say({
    provider: readProvider(attributes.text('gen_ai.provider.name') ?? attributes.text('gen_ai.system')),
  })
}

function digestOf({ traceId, spanId, eventName, timeNs, body, attributes }: LogRecord): string {
  const sorted = [...attributes].toSorted(([left], [right]) => (left < right ? -1 : 1))
  const content: Json = [traceId, spanId, eventName, String(timeNs), body, sorted]
  return hash('sha256', JSON.stringify(content))
}
