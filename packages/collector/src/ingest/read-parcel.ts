// One parcel to what it holds. Whatever comes in, this ends: a request that is none is refused with a sentence, an item
// that cannot be used is rejected with a reason, and a defect of ours costs the one item that met it.

import type { Clock } from '../clock.ts'
import { keepFeedback, normaliseLogRecord } from '../feedback/normalise.ts'
import { feedbackOfSpan } from '../feedback/of-span.ts'
import { countMetrics, decodeLogs, decodeTraces } from '../otlp/decode.ts'
import { type Decoded, type LogRecord, RequestRefused, type Span } from '../otlp/otlp.ts'
import { itemOfFacts } from '../predictions/facts.ts'
import { normaliseContent } from '../predictions/normalise-content.ts'
import { normaliseSpan } from '../predictions/normalise.ts'
import type { Parcel } from './ingest.ts'
import { DEFECT_REASON, emptyReading, type Reading, reject, type Unreadable } from './reading.ts'

interface ReadOptions {
  clock: Clock
  makeId: () => string
  onDefect: (error: unknown) => void
}

/** When a request came, and which of its items is meant. */
interface Place {
  nowMs: number
  place: number
}

export type ReadParcel = (parcel: Parcel) => Reading | Unreadable

export function createReadParcel({ clock, makeId, onDefect }: ReadOptions): ReadParcel {
  function readEach<Item>(
    { items, rejected, reason }: Decoded<Item>,
    readOne: (item: Item, reading: Reading, at: Place) => void,
  ): Reading {
    const reading: Reading = { ...emptyReading(), rejected, reason }
    const nowMs = clock()
    let defects = 0
    for (const [place, item] of items.entries()) {
      const before = reading.rejected
      try {
        readOne(item, reading, { nowMs, place })
      } catch (error) {
        // One tells as much as the thousand others of its request.
        if (defects === 0) onDefect(error)
        defects += 1
        reject(reading, DEFECT_REASON)
      }
      if (reading.rejected === before) reading.accepted += 1
    }
    return reading
  }

  function readSpan(span: Span, reading: Reading, { nowMs }: Place): void {
    const normalised = normaliseSpan(span, nowMs)
    if (normalised.outcome === 'refused') return reject(reading, normalised.reason)
    const said = feedbackOfSpan(span)
    const item = normalised.outcome === 'item' ? normalised.item : null
    // What describes a call is worth keeping whatever else it carries.
    if (said.outcome === 'refused' && (item === null || item.role === 'span')) return reject(reading, said.reason)
    if (item !== null) reading.items.push(item)
    if (said.outcome !== 'feedback') return
    for (const input of said.feedback) reading.feedback.push(keepFeedback(input, nowMs, makeId))
  }

  function readLogRecord(record: LogRecord, reading: Reading, { nowMs, place }: Place): void {
    const said = normaliseLogRecord(record)
    if (said.outcome === 'refused') return reject(reading, said.reason)
    if (said.outcome === 'feedback') {
      reading.feedback.push(keepFeedback(said.feedback, nowMs, makeId))
      return
    }
    const content = normaliseContent(record, nowMs, place)
    if (content.outcome === 'refused') reject(reading, content.reason)
    else if (content.outcome === 'item') reading.items.push(content.item)
  }

  function readOtlp({ signal, encoding, body }: Extract<Parcel, { kind: 'otlp' }>): Reading {
    if (signal === 'traces') return readEach(decodeTraces(body, encoding), readSpan)
    if (signal === 'logs') return readEach(decodeLogs(body, encoding), readLogRecord)
    return { ...emptyReading(), accepted: countMetrics(body, encoding) }
  }

  function readFinished({
    predictions,
    feedback,
  }: Pick<Extract<Parcel, { kind: 'import' }>, 'predictions' | 'feedback'>): Reading {
    const nowMs = clock()
    return {
      ...emptyReading(),
      items: predictions.map((facts) => itemOfFacts(facts, BigInt(Date.parse(facts.startedAt)) * 1_000_000n)),
      feedback: feedback.map((said) => keepFeedback(said, nowMs, makeId)),
      accepted: predictions.length + feedback.length,
    }
  }

  return function readParcel(parcel) {
    try {
      if (parcel.kind === 'otlp') return readOtlp(parcel)
      return readFinished(parcel.kind === 'import' ? parcel : { predictions: [], feedback: parcel.feedback })
    } catch (error) {
      if (error instanceof RequestRefused)
        return { outcome: error.fault === 'size' ? 'too-large' : 'invalid', message: error.message }
      onDefect(error)
      return { outcome: 'invalid', message: 'The request could not be read because of a defect of this collector.' }
    }
  }
}
