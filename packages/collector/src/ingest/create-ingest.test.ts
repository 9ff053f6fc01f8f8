import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../aggregates/overview.ts'
import {
  keyValues,
  logFields,
  logsRequest,
  PREDICTION_ID,
  spanFields,
  START_NS,
  TRACE_ID,
  traceRequest,
} from '../fixtures/otlp-body.ts'
import type { Signal } from '../otlp/otlp.ts'
import type { Batch } from '../store/rows.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { createIngest } from './create-ingest.ts'
import type { Ingest, Parcel } from './ingest.ts'

const NOW = Number(BigInt(START_NS) / 1_000_000n)

let store: Store
let ingest: Ingest
let defects: unknown[]

function openIngest(rows: Pick<Store['rows'], 'add' | 'traces'> = store.rows): Ingest {
  let made = 0
  return createIngest({
    rows,
    clock: () => NOW,
    makeId: () => {
      made += 1
      return `made-${made}`
    },
    onDefect: (error) => defects.push(error),
  })
}

beforeEach(() => {
  store = openInMemory()
  defects = []
  ingest = openIngest()
})
afterEach(() => store.close())

function otlp(signal: Signal, body: unknown): Parcel {
  return { kind: 'otlp', signal, encoding: 'json', body: Buffer.from(JSON.stringify(body)) }
}

const spans = (...fields: unknown[]): Parcel => otlp('traces', traceRequest(...fields))
const logs = (...fields: unknown[]): Parcel => otlp('logs', logsRequest(...fields))

async function state() {
  return [await readOverview(store.rows, NOW), await store.rows.predictions({ limit: 100 })]
}

const thumb = logFields({
  attributes: keyValues({
    'trimtab.feedback.id': 'f-1',
    'trimtab.feedback.kind': 'thumbs',
    'trimtab.feedback.value': true,
  }),
})

/** A span of another library that is no model call, in the trace of the others. */
function around(said: object = {}): Parcel {
  const span = spanFields({ spanId: 'c'.repeat(16), name: 'GET /ask', attributes: keyValues({ 'http.route': '/ask' }) })
  const scopeSpans = [{ scope: { name: 'http' }, spans: [{ ...span, ...said }] }]
  return otlp('traces', { resourceSpans: [{ resource: { attributes: [] }, scopeSpans }] })
}

describe('a parcel of spans', () => {
  it('is kept but for what cannot be used, with the count of that and the reason of the first', async () => {
    const later = String(BigInt(START_NS) + 2n * 24n * 60n * 60n * 1_000_000_000n)
    const receipt = await ingest.submit(
      spans(
        spanFields({ spanId: 'short' }),
        spanFields(),
        spanFields({ spanId: '1'.repeat(16), startTimeUnixNano: later }),
        spanFields({ spanId: '2'.repeat(16), startTimeUnixNano: '0' }),
      ),
    )
    expect(receipt).toMatchObject({
      outcome: 'stored',
      accepted: 1,
      rejected: 3,
      reason: expect.any(String) as unknown,
    })
    expect((await store.rows.predictions({ limit: 100 }))?.predictions.map(({ id }) => id)).toEqual([PREDICTION_ID])
  })

  it('sent again changes nothing and is refused nothing', async () => {
    const make = () => spans(spanFields(), spanFields({ spanId: '1'.repeat(16) }))
    await ingest.submit(make())
    const before = await state()
    expect(await ingest.submit(make())).toMatchObject({ outcome: 'stored', accepted: 2, rejected: 0, reason: null })
    expect(await state()).toEqual(before)
  })

  it('that is no request fails alone among those it is stored with', async () => {
    const receipts = await Promise.all([
      ingest.submit(spans(spanFields())),
      ingest.submit({ kind: 'otlp', signal: 'traces', encoding: 'json', body: Buffer.from('{"resourceSpans"') }),
      ingest.submit({ kind: 'otlp', signal: 'traces', encoding: 'protobuf', body: Buffer.from([0xff, 0xff]) }),
      ingest.submit(spans(spanFields({ spanId: '1'.repeat(16) }))),
    ])
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['stored', 'invalid', 'invalid', 'stored'])
    expect((await readOverview(store.rows, NOW)).predictions).toBe(2)
    expect(defects).toEqual([])
  })
})

describe('a group', () => {
  it('is written at once, and not at all where there is nothing to write', async () => {
    const batches: Batch[] = []
    const door = openIngest({
      traces: (references) => store.rows.traces(references),
      add: (batch) => {
        batches.push(batch)
        return store.rows.add(batch)
      },
    })
    await Promise.all([
      door.submit(spans(spanFields())),
      door.submit(spans(spanFields({ spanId: '1'.repeat(16), traceId: '1'.repeat(32) }))),
      door.submit(logs(thumb)),
    ])
    await door.submit(spans(spanFields({ spanId: '' })))
    await door.submit(logs(logFields({ eventName: 'other' })))
    await door.submit(otlp('metrics', { resourceMetrics: [] }))
    expect(batches.map(({ predictions, feedback }) => [predictions.length, feedback.length])).toEqual([[2, 1]])
  })

  it('that the store does not take is not acknowledged, and can be sent again', async () => {
    const broken = openIngest({
      traces: (references) => store.rows.traces(references),
      add: () => Promise.reject(new Error('disk full')),
    })
    const receipts = await Promise.all([
      broken.submit(spans(spanFields())),
      broken.submit(logs(thumb)),
      broken.submit({ kind: 'feedback', feedback: [{ key: 'k', kind: 'thumbs', value: true }] }),
    ])
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['unavailable', 'unavailable', 'unavailable'])
    expect((await readOverview(store.rows, NOW)).predictions).toBe(0)
    expect(await ingest.submit(spans(spanFields()))).toMatchObject({ outcome: 'stored', accepted: 1 })
  })

  it('means the same however what arrives is cut up and ordered', async () => {
    const arrivals = [
      spans(spanFields({ parentSpanId: 'c'.repeat(16) })),
      around({ attributes: keyValues({ 'http.route': '/ask', 'session.id': 's-1' }) }),
      // At a time of its own: what starts at once is listed in the order of arrival.
      spans(
        spanFields({ spanId: '1'.repeat(16), traceId: '1'.repeat(32), startTimeUnixNano: `${START_NS.slice(0, -1)}7` }),
      ),
      logs(thumb),
      logs(logFields({ eventName: 'other' })),
    ]
    const copy = (parcel: Parcel): Parcel =>
      parcel.kind === 'otlp' ? { ...parcel, body: Uint8Array.from(parcel.body) } : parcel
    const ends = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(arrivals, { minLength: arrivals.length }),
        fc.array(fc.boolean(), { minLength: arrivals.length, maxLength: arrivals.length }),
        async (ordered, together) => {
          const own = openInMemory()
          const door = openIngest(own.rows)
          const answers: Promise<unknown>[] = []
          for (const [index, parcel] of ordered.entries()) {
            answers.push(door.submit(copy(parcel)))
            if (together[index] !== true) await Promise.all(answers)
          }
          await Promise.all(answers)
          ends.add(JSON.stringify([await readOverview(own.rows, NOW), await own.rows.predictions({ limit: 100 })]))
          own.close()
        },
      ),
      { numRuns: 60 },
    )
    expect(ends.size).toBe(1)
  })
})

describe('spans around a call', () => {
  it('are accepted and not kept where no call comes', async () => {
    expect(await ingest.submit(around())).toMatchObject({ outcome: 'stored', accepted: 1, rejected: 0 })
    expect(await store.rows.traces([{ traceId: TRACE_ID, fromNs: BigInt(START_NS), toNs: BigInt(START_NS) }])).toEqual(
      [],
    )
  })

  it('are kept with the call they surround, whichever comes first', async () => {
    await ingest.submit(around())
    // All that our own SDK says of every call: its prediction can be taken for it.
    const attributes = keyValues({
      'trimtab.task': 'support.reply',
      'trimtab.kind': 'generation',
      'trimtab.capture.content': true,
    })
    await ingest.submit(spans(spanFields({ attributes })))
    await ingest.submit(around({ spanId: 'd'.repeat(16) }))
    const [trace] = await store.rows.traces([{ traceId: TRACE_ID, fromNs: BigInt(START_NS), toNs: BigInt(START_NS) }])
    expect(trace?.predictions).toHaveLength(1)
    expect(trace?.rows.map(({ spanId }) => spanId[0]).toSorted()).toEqual(['c', 'd'])
  })
})

describe('feedback', () => {
  it('from the API is counted with what still waits, and gets an id and a time where it has none', async () => {
    await ingest.submit(spans(spanFields()))
    const [first, second] = await Promise.all([
      ingest.submit({
        kind: 'feedback',
        feedback: [
          { prediction: PREDICTION_ID, kind: 'thumbs', value: true },
          { key: 'loan-77', kind: 'label', value: 'defaulted' },
        ],
      }),
      ingest.submit({ kind: 'feedback', feedback: [{ prediction: PREDICTION_ID, kind: 'thumbs', value: true }] }),
    ])
    expect([first, second]).toMatchObject([
      { accepted: 2, waiting: 1, isNew: [true, true] },
      { accepted: 1, waiting: 0, isNew: [true] },
    ])
    expect((await store.rows.prediction(PREDICTION_ID))?.feedback).toHaveLength(2)
  })

  it('is told to be new or not to whoever sent it, also where several are stored in one go', async () => {
    const said = (id: string) => ({ prediction: PREDICTION_ID, kind: 'thumbs', value: true, id }) as const
    const receipts = await Promise.all(
      [[said('a'), said('a'), said('b')], [said('c')], [said('b'), said('d')]].map((feedback) =>
        ingest.submit({ kind: 'feedback', feedback }),
      ),
    )
    expect(receipts).toMatchObject([{ isNew: [true, false, true] }, { isNew: [true] }, { isNew: [false, true] }])
  })

  it('may come before the spans it speaks of', async () => {
    expect(await ingest.submit(logs(thumb))).toMatchObject({ waiting: 1 })
    await ingest.submit(spans(spanFields()))
    expect((await readOverview(store.rows, NOW)).waiting).toBe(0)
    expect((await store.rows.prediction(PREDICTION_ID))?.opinion.thumbs).toBe('up')
  })

  it('in a log record is kept, beside records that say nothing to us', async () => {
    await ingest.submit(spans(spanFields()))
    expect(await ingest.submit(logs(logFields({ eventName: 'exception' }), thumb, logFields()))).toMatchObject({
      outcome: 'stored',
      accepted: 2,
      rejected: 1,
      reason: expect.any(String) as unknown,
    })
    expect((await store.rows.prediction(PREDICTION_ID))?.opinion.thumbs).toBe('up')
  })
})

describe('finished predictions', () => {
  it('come back as they were given', async () => {
    await ingest.submit(spans(spanFields()))
    const given = await store.rows.prediction(PREDICTION_ID)
    if (given === null) throw new Error('it was stored')
    const { feedback: _feedback, opinion: _opinion, ...facts } = given
    const other = openInMemory()
    const receipt = await openIngest(other.rows).submit({
      kind: 'import',
      predictions: [facts],
      feedback: [{ prediction: PREDICTION_ID, kind: 'thumbs', value: true }],
    })
    expect(receipt).toMatchObject({ outcome: 'stored', accepted: 2, waiting: 0 })
    expect(await other.rows.prediction(PREDICTION_ID)).toMatchObject(facts)
    other.close()
  })
})

describe('a defect of ours', () => {
  it('in one trace costs what arrived of it, and is told', async () => {
    const door = openIngest({
      add: (batch) => store.rows.add(batch),
      // What no store holds: joining it throws.
      traces: () => Promise.resolve([{ traceId: TRACE_ID, predictions: null, rows: null } as never]),
    })
    const other = spanFields({ spanId: '1'.repeat(16), traceId: '1'.repeat(32) })
    const receipt = await door.submit(spans(spanFields(), other))
    expect(receipt).toMatchObject({
      outcome: 'stored',
      accepted: 1,
      rejected: 1,
      reason: expect.stringContaining('defect') as unknown,
    })
    expect((await readOverview(store.rows, NOW)).predictions).toBe(1)
    expect(defects).toHaveLength(1)
  })
})
