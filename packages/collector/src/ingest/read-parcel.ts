// One parcel to what it holds. Whatever comes in, this ends: a request that is none is refused with a sentence, an item
// that cannot be used is rejected with a reason, and a defect of ours costs the one item that met it.

import type { Clock } from '../clock.ts'
import { keepFeedback, normaliseLogRecord } from '../feedback/normalise.ts'
import { createReceiptTimes } from '../feedback/receipt-times.ts'
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
  /** As it counts for feedback. */
  receivedMs: number
  place: number
}

export type ReadParcel = (parcel: Parcel) => Reading | Unreadable

export function createReadParcel({ clock, makeId, onDefect }: ReadOptions): ReadParcel {
  const receipts = createReceiptTimes()

  function readEach<Item>(
    { items, rejected, reason }: Decoded<Item>,
    readOne: (item: Item, reading: Reading, at: Place) => void,
  ): Reading {
    const reading: Reading = { ...emptyReading(), rejected, reason }
    const nowMs = clock()
    const receivedMs = receipts.next(nowMs)
    let defects = 0
    for (const [place, item] of items.entries()) {
      const before = reading.rejected
      try {
        readOne(item, reading, { nowMs, receivedMs, place })
      } catch (error) {
        // One tells as much as the thousand others of its request.
        if (defects === 0) onDefect(error)
        defects += 1
        reject(reading, DEFECT_REASON)
      }
      if (reading.rejected === before) reading.accepted += 1
    }
    if (reading.feedback.length > 0) receipts.take(receivedMs)
    return reading
  }

  function readSpan(span: Span, reading: Reading, { nowMs, receivedMs }: Place): void {
    const normalised = normaliseSpan(span, nowMs)
    if (normalised.outcome === 'refused') return reject(reading, normalised.reason)
    const said = feedbackOfSpan(span)
    const item = normalised.outcome === 'item' ? normalised.item : null
    // What describes a call is worth keeping whatever else it carries.
    if (said.outcome === 'refused' && (item === null || item.role === 'span')) return reject(reading, said.reason)
    if (item !== null) reading.items.push(item)
    if (said.outcome !== 'feedback') return
    for (const input of said.feedback) reading.feedback.push(keepFeedback(input, receivedMs, makeId))
  }

  function readLogRecord(record: LogRecord, reading: Reading, { nowMs, receivedMs, place }: Place): void {
    const said = normaliseLogRecord(record)
    if (said.outcome === 'refused') return reject(reading, said.reason)
    if (said.outcome === 'feedback') {
      reading.feedback.push(keepFeedback(said.feedback, receivedMs, makeId))
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
    const receivedMs = receipts.next(clock())
    if (feedback.length > 0) receipts.take(receivedMs)
    return {
      ...emptyReading(),
      items: predictions.map((facts) => itemOfFacts(facts, BigInt(Date.parse(facts.startedAt)) * 1_000_000n)),
      feedback: feedback.map((said) => keepFeedback(said, receivedMs, makeId)),
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
