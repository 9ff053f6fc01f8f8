import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  keyValues,
  logFields,
  logsRequest,
  PREDICTION_ID,
  spanFields,
  START_NS,
  traceRequest,
} from '../fixtures/otlp-body.ts'
import { decodeLogsRequest } from '../otlp/json/logs-request.ts'
import { decodeTraceRequest } from '../otlp/json/trace-request.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Batch } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { createIngest, type Ingest } from './accept.ts'

const NOW = Number(BigInt(START_NS) / 1_000_000n)

let store: Store
let ingest: Ingest

beforeEach(() => {
  store = openInMemory()
  let made = 0
  ingest = createIngest({
    rows: store.rows,
    clock: () => NOW,
    makeId: () => {
      made += 1
      return `made-${made}`
    },
  })
})
afterEach(() => store.close())

async function state() {
  return [await store.rows.overview(), await store.rows.predictions({ limit: 100 })]
}

const thumb = logFields({
  attributes: keyValues({
    'trimtab.feedback.id': 'f-1',
    'trimtab.feedback.kind': 'thumbs',
    'trimtab.feedback.value': true,
  }),
})

describe('a batch of spans', () => {
  it('keeps the good ones, counts the others and gives the reason of the first', async () => {
    const later = String(BigInt(START_NS) + 2n * 24n * 60n * 60n * 1_000_000_000n)
    const refused = await ingest.spans(
      decodeTraceRequest(
        traceRequest(
          spanFields({ spanId: 'short' }),
          spanFields(),
          spanFields({ spanId: '1'.repeat(16), startTimeUnixNano: later }),
          spanFields({ spanId: '2'.repeat(16), startTimeUnixNano: '0' }),
        ),
      ),
    )
    expect(refused).toEqual({ rejected: 3, reason: expect.stringContaining('a span needs a trace id') as unknown })
    expect((await store.rows.predictions({ limit: 100 }))?.predictions.map(({ id }) => id)).toEqual([PREDICTION_ID])
  })

  it('sent again changes nothing and is refused nothing', async () => {
    const batch = decodeTraceRequest(traceRequest(spanFields(), spanFields({ spanId: '1'.repeat(16) })))
    expect(await ingest.spans(batch)).toEqual({ rejected: 0, reason: null })
    const before = await state()
    expect(await ingest.spans(batch)).toEqual({ rejected: 0, reason: null })
    expect(await state()).toEqual(before)
  })

  it('is written at once, and not at all where there is nothing to write', async () => {
    const batches: Batch[] = []
    const add = (batch: Batch) => {
      batches.push(batch)
      return store.rows.add(batch)
    }
    const counting = { ...store.rows, add }
    const door = createIngest({ rows: counting, clock: () => NOW, makeId: () => 'made' })
    await door.spans(decodeTraceRequest(traceRequest(spanFields(), spanFields({ spanId: '1'.repeat(16) }))))
    await door.spans(decodeTraceRequest(traceRequest(spanFields({ spanId: '' }))))
    await door.logs(decodeLogsRequest(logsRequest(logFields({ eventName: 'other' }))))
    expect(batches.map(({ predictions }) => predictions.length)).toEqual([2])
  })
})

describe('a batch of log records', () => {
  it('keeps the feedback, counts the others and gives the reason of the first', async () => {
    await ingest.spans(decodeTraceRequest(traceRequest(spanFields())))
    const refused = await ingest.logs(
      decodeLogsRequest(logsRequest(logFields({ eventName: 'exception' }), thumb, logFields())),
    )
    expect(refused).toEqual({
      rejected: 2,
      reason: expect.stringContaining('a log record is not a gen_ai.evaluation.result event') as unknown,
    })
    expect((await store.rows.prediction(PREDICTION_ID))?.opinion.thumbs).toBe('up')
  })

  it('sent again changes nothing', async () => {
    const batch = decodeLogsRequest(logsRequest(thumb))
    await ingest.logs(batch)
    const before = await state()
    expect(await ingest.logs(batch)).toEqual({ rejected: 0, reason: null })
    expect(await state()).toEqual(before)
  })

  it('may come before the spans it speaks of', async () => {
    await ingest.logs(decodeLogsRequest(logsRequest(thumb)))
    expect((await store.rows.overview()).waiting).toBe(1)
    await ingest.spans(decodeTraceRequest(traceRequest(spanFields())))
    expect((await store.rows.overview()).waiting).toBe(0)
    expect((await store.rows.prediction(PREDICTION_ID))?.opinion.thumbs).toBe('up')
  })
})

describe('feedback from the API', () => {
  it('is counted with what still waits, and gets an id and a time where it has none', async () => {
    await ingest.spans(decodeTraceRequest(traceRequest(spanFields())))
    const receipt = await ingest.feedback([
      { prediction: PREDICTION_ID, kind: 'thumbs', value: true },
      { key: 'loan-77', kind: 'label', value: 'defaulted' },
    ])
    expect(receipt).toEqual({ accepted: 2, waiting: 1 })
    expect((await store.rows.prediction(PREDICTION_ID))?.feedback).toMatchObject([
      { id: 'made-1', at: '2026-11-21T10:00:00.000Z', receivedAt: '2026-11-21T10:00:00.000Z' },
    ])
  })

  it('does not resolve before it is stored, and not at all where it could not be', async () => {
    const broken = { ...store.rows, add: () => Promise.reject(new Error('disk full')) }
    const door = createIngest({ rows: broken, clock: () => NOW, makeId: () => 'made' })
    await expect(door.feedback([{ key: 'k', kind: 'thumbs', value: true }])).rejects.toThrow('disk full')
    await expect(door.spans(decodeTraceRequest(traceRequest(spanFields())))).rejects.toThrow('disk full')
    await expect(door.logs(decodeLogsRequest(logsRequest(thumb)))).rejects.toThrow('disk full')
  })
})
