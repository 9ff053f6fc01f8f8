// The laws of traces: what is stored of one is found by its id and time, may be written anew, and feedback finds its way.
import type { PredictionFacts } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../aggregates/overview.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makePrediction, makeRow, START } from '../fixtures/predictions.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { Rows } from './rows.ts'
import {
  TRACE_GAP_NS_MAX as HOUR_NS,
  type PredictionRow,
  type StoredTrace,
  TRACE_BYTES_MAX,
  TRACE_ROWS_MAX,
  type TraceRow,
} from './stored.ts'

const TRACE_ID = makeFacts(1).traceId
const OTHER_SPAN = 'c'.repeat(16)
const startedNs = BigInt(START) * 1_000_000n

/** A prediction of the one trace of these tests. */
function rowOf(number: number, said: Partial<PredictionFacts> = {}, answersTo?: string[]): PredictionRow {
  const { facts, ...row } = makeRow(number, said)
  const id = `${TRACE_ID}-${facts.spanId}`
  return { ...row, facts: { ...facts, id, traceId: TRACE_ID }, ...(answersTo === undefined ? {} : { answersTo }) }
}

function traceRowOf(number: number, said: Partial<TraceRow> = {}): TraceRow {
  const spanId = `d${number.toString(16).padStart(15, '0')}`
  const row = { startedNs: startedNs + BigInt(number), endedNs: startedNs + BigInt(2 * number), body: { number } }
  return { traceId: TRACE_ID, spanId, part: '', ...row, ...said }
}

/** Up to a few hours, in a few days or years before and after. */
const anyTime = fc
  .record({
    apart: fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -10_000_000, max: 10_000_000 })),
    minutes: fc.nat(200),
  })
  .map(({ apart, minutes }) => {
    const fromNs = startedNs + BigInt(apart) * 60_000_000_000n
    return { fromNs, toNs: fromNs + BigInt(minutes) * 60_000_000_000n }
  })

/** Of other traces, from hours before to hours after: no run can be told by its times. */
const othersAround = makeBatch({
  predictions: [{ ...makeRow(100, { durationMs: 18 * 3_600_000 }), startedNs: startedNs - 9n * HOUR_NS }],
  traceRows: [
    traceRowOf(100, {
      traceId: 'e'.repeat(32),
      startedNs: startedNs - 9n * HOUR_NS,
      endedNs: startedNs + 9n * HOUR_NS,
    }),
  ],
})

function never(): never {
  throw new Error('nothing was found')
}

function sorted({ predictions, rows }: StoredTrace) {
  const key = ({ spanId, part }: TraceRow) => `${spanId}/${part}`
  return {
    predictions: predictions.toSorted((left, right) => (left.facts.id < right.facts.id ? -1 : 1)),
    rows: rows.toSorted((left, right) => (key(left) < key(right) ? -1 : 1)),
  }
}

/** Opens an empty store each time. */
export function testTracesOfRows(engine: string, open: () => OpenedRows): void {
  let store: OpenedRows
  let rows: Rows

  beforeEach(() => {
    store = open()
    rows = store.rows
  })
  afterEach(() => store.close())

  const traceAt = async (ns: bigint) => {
    const [trace, ...others] = await rows.traces([{ traceId: TRACE_ID, fromNs: ns, toNs: ns }])
    expect(others).toEqual([])
    return trace === undefined ? null : sorted(trace)
  }

  describe(`a trace in ${engine}`, () => {
    it('is all that was stored of it, and nothing of others', async () => {
      const predictions = [rowOf(1), rowOf(2, { session: 's' }, [OTHER_SPAN, '*'])]
      const traceRows = [traceRowOf(1), traceRowOf(2, { part: 'log \u0000 1', body: { deep: [{ a: null }] } })]
      await rows.add(makeBatch({ predictions: [...predictions, makeRow(3)], traceRows }))
      expect(await traceAt(startedNs)).toEqual({ predictions, rows: traceRows })
    })

    it('is found up to an hour before its start and after its end, and no further', async () => {
      const durationMs = 5_400_000.000_001
      const prediction = { ...rowOf(1, { durationMs }), startedNs }
      const endedNs = startedNs + 5_400_000_000_001n
      const late = traceRowOf(2, { startedNs: endedNs, endedNs: endedNs + 7n })
      await rows.add(othersAround)
      await rows.add(makeBatch({ predictions: [prediction, makeRow(3)], traceRows: [late] }))
      const found = async (ns: bigint) => {
        const trace = await traceAt(ns)
        return [trace?.predictions.length ?? 0, trace?.rows.length ?? 0]
      }
      expect(await found(startedNs - HOUR_NS - 1n)).toEqual([0, 0])
      expect(await found(startedNs - HOUR_NS)).toEqual([1, 0])
      expect(await found(endedNs - HOUR_NS - 1n)).toEqual([1, 0])
      expect(await found(endedNs - HOUR_NS)).toEqual([1, 1])
      expect(await found(endedNs + HOUR_NS)).toEqual([1, 1])
      expect(await found(endedNs + HOUR_NS + 1n)).toEqual([0, 1])
      expect(await found(endedNs + HOUR_NS + 7n)).toEqual([0, 1])
      expect(await found(endedNs + HOUR_NS + 8n)).toEqual([0, 0])
      const wide = { traceId: TRACE_ID, fromNs: startedNs - 2n * HOUR_NS, toNs: endedNs + 2n * HOUR_NS }
      expect(sorted((await rows.traces([wide]))[0] ?? never())).toEqual({ predictions: [prediction], rows: [late] })
    })

    it('takes for a copy what comes within an hour of the first, whatever else is stored', async () => {
      await rows.add(makeBatch({ ...othersAround, predictions: [...othersAround.predictions, rowOf(1)] }))
      const [first, row] = [rowOf(1).startedNs, traceRowOf(1, { endedNs: startedNs + 1n })]
      await rows.add(makeBatch({ traceRows: [row] }))
      const before = (await readOverview(rows, START)).predictions
      const after = async (apart: bigint) => {
        const again = { startedNs: row.startedNs + apart, endedNs: row.startedNs + apart }
        await rows.add(
          makeBatch({
            predictions: [{ ...rowOf(1), startedNs: first + apart }],
            traceRows: [{ ...row, ...again }],
          }),
        )
        const [trace] = await rows.traces([{ traceId: TRACE_ID, fromNs: startedNs, toNs: startedNs + 3n * HOUR_NS }])
        return [(await readOverview(rows, START)).predictions - before, trace?.rows.length]
      }
      expect(await after(0n)).toEqual([0, 1])
      expect(await after(-HOUR_NS)).toEqual([0, 1])
      expect(await after(HOUR_NS)).toEqual([0, 1])
      expect(await after(HOUR_NS + 1n)).toEqual([1, 2])
    })

    it('is said once however often and at whatever times it is asked for', async () => {
      await rows.add(makeBatch({ predictions: [rowOf(1)], traceRows: [traceRowOf(2)] }))
      const references = [-HOUR_NS, 0n, HOUR_NS].map((apart) => {
        return { traceId: TRACE_ID, fromNs: startedNs + apart, toNs: startedNs + apart + 1n }
      })
      expect(await rows.traces(references)).toMatchObject([{ predictions: [{}], rows: [{}] }])
    })

    it('has an end that is not known, or one beyond what can be counted, at its start or at the end of time', async () => {
      const traceRows = [
        traceRowOf(1, { startedNs, endedNs: startedNs - 1n }),
        traceRowOf(2, { startedNs, endedNs: startedNs - 5n * HOUR_NS }),
        traceRowOf(3, { endedNs: 2n ** 63n - 1n }),
      ]
      await rows.add(makeBatch({ predictions: [rowOf(1, { durationMs: Number.MAX_VALUE })], traceRows }))
      expect((await traceAt(startedNs))?.rows).toEqual(traceRows)
      expect(await traceAt(2n ** 64n)).toMatchObject({ predictions: [{}], rows: [traceRows[2]] })
      expect(await traceAt(-1n)).toBeNull()
      expect(await traceAt(startedNs - 4n * HOUR_NS)).toBeNull()
    })

    it('is found by its start where it ended before it started', async () => {
      await rows.add(makeBatch({ traceRows: [traceRowOf(1, { startedNs, endedNs: startedNs - 5n * HOUR_NS })] }))
      expect((await traceAt(startedNs + HOUR_NS))?.rows).toHaveLength(1)
    })

    it('is the same whatever lies between, before and after it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyTime, { maxLength: 12 }), anyTime, async (times, asked) => {
          const opened = open()
          const traceRows = times.map(({ fromNs, toNs }, number) =>
            traceRowOf(number, { startedNs: fromNs, endedNs: toNs }),
          )
          for (const row of traceRows) await opened.rows.add(makeBatch({ traceRows: [row] }))
          const near = traceRows.filter(
            (row) => row.startedNs <= asked.toNs + HOUR_NS && row.endedNs >= asked.fromNs - HOUR_NS,
          )
          const [trace] = await opened.rows.traces([{ traceId: TRACE_ID, ...asked }])
          expect(trace?.rows.map(({ spanId }) => spanId).toSorted() ?? []).toEqual(
            near.map(({ spanId }) => spanId).toSorted(),
          )
          // All of it again, in one batch: copies.
          await opened.rows.add(makeBatch({ traceRows }))
          const [again] = await opened.rows.traces([{ traceId: TRACE_ID, fromNs: 0n, toNs: startedNs * 2n }])
          expect(again?.rows ?? []).toHaveLength(traceRows.length)
          opened.close()
        }),
        { numRuns: 30 },
      )
    })

    it('of which nothing is stored is left out', async () => {
      expect(await rows.traces([])).toEqual([])
      expect(await traceAt(startedNs)).toBeNull()
      await rows.add(makeBatch({ predictions: [makeRow(2)], traceRows: [traceRowOf(1, { traceId: 'e'.repeat(32) })] }))
      expect(await traceAt(startedNs)).toBeNull()
    })

    it('keeps the first copy of a span and part', async () => {
      const first = traceRowOf(1)
      await rows.add(makeBatch({ traceRows: [first, { ...first, body: { other: 1 } }, { ...first, part: 'x' }] }))
      await rows.add(makeBatch({ traceRows: [{ ...first, body: { other: 2 } }] }))
      expect((await traceAt(startedNs))?.rows).toEqual([first, { ...first, part: 'x' }])
    })

    it('of too many rows is answered with so many and an outline of its predictions', async () => {
      const traceRows = Array.from({ length: TRACE_ROWS_MAX + 9 }, (_, number) => traceRowOf(number))
      const predictions = [rowOf(1), rowOf(2)]
      await rows.add(makeBatch({ predictions, traceRows: traceRows.slice(0, TRACE_ROWS_MAX - 2) }))
      const asked = [{ traceId: TRACE_ID, fromNs: startedNs, toNs: startedNs }]
      expect(await rows.traces(asked)).toMatchObject([{ predictions, rows: { length: TRACE_ROWS_MAX - 2 } }])
      expect((await rows.traces(asked))[0]).not.toHaveProperty('outline')
      await rows.add(makeBatch({ traceRows }))
      const [trace] = await rows.traces(asked)
      expect(trace?.rows).toHaveLength(TRACE_ROWS_MAX)
      expect(trace?.predictions).toEqual([])
      expect(trace?.outline?.toSorted()).toEqual(predictions.map(({ facts }) => facts.spanId))
    })
  })

  describe(`a trace of many bytes in ${engine}`, () => {
    const text = 'x'.repeat(TRACE_BYTES_MAX / 4)

    it('is answered with an outline of its predictions and as many rows as fit', async () => {
      const traceRows = [1, 2, 3, 4, 5].map((number) => traceRowOf(number, { body: { text } }))
      await rows.add(makeBatch({ predictions: [rowOf(1)], traceRows: traceRows.slice(0, 3) }))
      const asked = { traceId: TRACE_ID, fromNs: startedNs, toNs: startedNs }
      expect((await rows.traces([asked, asked]))[0]).not.toHaveProperty('outline')
      await rows.add(makeBatch({ traceRows }))
      for (const references of [[asked], [asked, asked]]) {
        const [trace] = await rows.traces(references)
        expect(trace?.rows.length).toBe(3)
        expect(trace).toMatchObject({ predictions: [], outline: [rowOf(1).facts.spanId] })
      }
    })

    it('counts the content of its predictions', async () => {
      const { input } = makeFacts(1)
      const predictions = [1, 2, 3, 4].map((number) =>
        rowOf(number, { input: { ...input, system: `${number}${text}` } }),
      )
      await rows.add(makeBatch({ predictions, traceRows: [traceRowOf(1)] }))
      expect(await traceAt(startedNs)).toMatchObject({ predictions: [], rows: [traceRowOf(1)] })
    })
  })

  describe(`a revised prediction in ${engine}`, () => {
    it('takes the place of the stored one, also where its start moved', async () => {
      await rows.add(makeBatch({ predictions: [rowOf(1, { task: 'a', session: 's' }), rowOf(2)] }))
      const revised = {
        ...rowOf(1, { task: 'b', session: 't', startedAt: new Date(START - 3_000_000).toISOString() }, [OTHER_SPAN]),
        startedNs: startedNs - 3_000_000_000_000n,
      }
      for (let time = 0; time < 2; time += 1) {
        await rows.add(makeBatch({ revised: [revised] }))
        expect(await traceAt(startedNs)).toEqual({ predictions: [revised, rowOf(2)], rows: [] })
        expect(await rows.prediction(revised.facts.id)).toEqual(makePrediction(revised.facts, []))
        expect((await readOverview(rows, START)).tasks.map(({ task }) => task).toSorted()).toEqual([
          'b',
          'support.reply',
        ])
      }
    })

    it('is stored where there is none', async () => {
      await rows.add(makeBatch({ revised: [rowOf(1)] }))
      expect(await rows.prediction(rowOf(1).facts.id)).toEqual(makePrediction(rowOf(1).facts, []))
    })

    it('leaves behind what was said of what it is no longer, and takes what was said of what it is now', async () => {
      await rows.add(
        makeBatch({
          predictions: [rowOf(1, { key: 'old' })],
          feedback: [makeFeedback('f-1', { key: 'old' }), makeFeedback('f-2', { key: 'new', value: false })],
        }),
      )
      await rows.add(makeBatch({ revised: [rowOf(1, { key: 'new' })] }))
      expect((await rows.prediction(rowOf(1).facts.id))?.opinion.thumbs).toBe('down')
      expect((await rows.predictions({ feedback: 'down', limit: 9 }))?.predictions).toHaveLength(1)
      expect(await readOverview(rows, START)).toMatchObject({ waiting: 1, rated: 1 })
    })
  })

  describe(`a withdrawn prediction in ${engine}`, () => {
    it('is gone with its opinion, and what was said of it waits', async () => {
      await rows.add(
        makeBatch({
          predictions: [rowOf(1), rowOf(2)],
          feedback: [makeFeedback('f-1', { prediction: rowOf(1).facts.id })],
        }),
      )
      for (let time = 0; time < 2; time += 1) {
        await rows.add(makeBatch({ withdrawn: [rowOf(1)] }))
        expect(await rows.prediction(rowOf(1).facts.id)).toBeNull()
        expect(await traceAt(startedNs)).toEqual({ predictions: [rowOf(2)], rows: [] })
        expect(await readOverview(rows, START)).toMatchObject({ predictions: 1, rated: 0, waiting: 1 })
      }
      await rows.add(makeBatch({ predictions: [rowOf(1)] }))
      expect((await rows.prediction(rowOf(1).facts.id))?.opinion.thumbs).toBe('up')
    })

    it('leaves what was said of others too where it is', async () => {
      const feedback = [{ session: 's' }, { key: 'k' }, { responseId: 'r' }].map((target, index) =>
        makeFeedback(`f-${index}`, target),
      )
      const said = { session: 's', key: 'k', responseId: 'r' }
      await rows.add(makeBatch({ predictions: [rowOf(1, said), rowOf(2, said)], feedback }))
      await rows.add(makeBatch({ withdrawn: [rowOf(1)] }))
      expect(await readOverview(rows, START)).toMatchObject({ rated: 1, waiting: 0 })
    })

    it('that was never there is nothing to withdraw', async () => {
      await rows.add(makeBatch({ predictions: [rowOf(2)], withdrawn: [rowOf(1)] }))
      expect((await readOverview(rows, START)).predictions).toBe(1)
    })
  })

  describe(`feedback on another span in ${engine}`, () => {
    it.each([
      ['that a prediction answers to', `${TRACE_ID}-${OTHER_SPAN}`, [OTHER_SPAN], false],
      ['of a trace that a prediction answers to', TRACE_ID, ['*'], false],
      ['that nobody answers to', `${TRACE_ID}-${OTHER_SPAN}`, ['*'], true],
      ['of a trace that nobody answers to', TRACE_ID, [OTHER_SPAN], true],
    ])('%s reaches the same predictions, whichever came first', async (_, prediction, answersTo, waits) => {
      const thumb = makeFeedback('f-1', { prediction })
      const row = rowOf(1, {}, answersTo)
      await rows.add(makeBatch({ feedback: [thumb] }))
      await rows.add(makeBatch({ predictions: [row, rowOf(2)] }))
      const late = open()
      await late.rows.add(makeBatch({ predictions: [row, rowOf(2)] }))
      expect(await late.rows.add(makeBatch({ feedback: [thumb] }))).toMatchObject({ isWaiting: [waits] })
      for (const each of [rows, late.rows]) {
        expect(await each.prediction(row.facts.id)).toEqual(makePrediction(row.facts, waits ? [] : [thumb]))
        expect(await readOverview(each, START)).toMatchObject({ waiting: waits ? 1 : 0, rated: waits ? 0 : 1 })
      }
      late.close()
    })

    it('reaches a prediction as soon as a revision answers to it', async () => {
      const thumb = makeFeedback('f-1', { prediction: `${TRACE_ID}-${OTHER_SPAN}` })
      await rows.add(makeBatch({ predictions: [rowOf(1)], feedback: [thumb] }))
      await rows.add(makeBatch({ revised: [rowOf(1, {}, [OTHER_SPAN])] }))
      expect((await rows.prediction(rowOf(1).facts.id))?.opinion.thumbs).toBe('up')
      expect((await readOverview(rows, START)).waiting).toBe(0)
      await rows.add(makeBatch({ revised: [rowOf(1)] }))
      expect(await readOverview(rows, START)).toMatchObject({ waiting: 1, rated: 0 })
    })
  })
}
