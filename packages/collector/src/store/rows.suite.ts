// The laws that the rows half of the port holds to, whatever engine keeps the rows.
import { type Feedback, PAGE_BYTES_MAX, type Prediction, type PredictionFacts } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../aggregates/overview.ts'
import { makeFeedback, SILENCE } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makePrediction, makeRow, START } from '../fixtures/predictions.ts'
import type { PredictionQuery } from './rows-reading.ts'
import type { Rows } from './rows.ts'

export interface OpenedRows {
  rows: Rows
  close: () => void
}

/** Opens an empty store each time. */
export function testRows(engine: string, open: () => OpenedRows): void {
  let store: OpenedRows
  let rows: Rows

  beforeEach(() => {
    store = open()
    rows = store.rows
  })
  afterEach(() => store.close())

  const addPredictions = (...facts: PredictionFacts[]) =>
    rows.add(
      makeBatch({
        predictions: facts.map((said) => ({ facts: said, startedNs: BigInt(Date.parse(said.startedAt)) * 1_000_000n })),
      }),
    )
  const addFeedback = (...feedback: Feedback[]) => rows.add(makeBatch({ feedback }))
  const listed = async (query: Partial<PredictionQuery> = {}): Promise<Prediction[]> =>
    (await rows.predictions({ limit: 100, ...query }))?.predictions ?? []
  const idsOf = async (query: Partial<PredictionQuery> = {}) => (await listed(query)).map(({ id }) => id)

  describe(`a batch in ${engine}`, () => {
    it('is read back whole', async () => {
      const facts = makeFacts(1, {
        metadata: { word: '\ud83d\ude00 \u0000 "\'', list: [1, null, { a: [] }] },
        session: 's\u0000-1',
      })
      const thumb = makeFeedback('f-1', { session: 's\u0000-1', comment: 'it\u2019s', metadata: { page: 2 } })
      expect(await rows.add(makeBatch({ predictions: [{ facts, startedNs: 1n }], feedback: [thumb] }))).toEqual({
        isWaiting: [false],
        isNew: [true],
      })
      expect(await rows.prediction(facts.id)).toEqual(makePrediction(facts, [thumb]))
    })

    it('is read several at once as one by one, in the order asked for and without those that are not there', async () => {
      const ids = [3, 1, 2].map((number) => makeFacts(number).id)
      const thumb = makeFeedback('f-1', { prediction: makeFacts(1).id })
      await rows.add(makeBatch({ predictions: [makeRow(1), makeRow(2), makeRow(3)], feedback: [thumb] }))
      const one = async (id: string) => await rows.prediction(id)
      expect(await rows.predictionsOf([...ids, makeFacts(4).id, 'none'])).toEqual(await Promise.all(ids.map(one)))
      expect(await rows.predictionsOf([])).toEqual([])
    })

    it('may be empty', async () => {
      expect(await rows.add(makeBatch({}))).toEqual({ isWaiting: [], isNew: [] })
    })

    it('is stored whole or not at all', async () => {
      const endless: Feedback['metadata'] = {}
      endless['again'] = endless
      const broken = makeBatch({
        predictions: [makeRow(1)],
        feedback: [
          makeFeedback('f-1', { prediction: makeFacts(1).id }),
          makeFeedback('f-2', { session: 's-1', metadata: endless }),
        ],
      })
      await expect(rows.add(broken)).rejects.toThrow(/circular/)
      expect(await rows.prediction(makeFacts(1).id)).toBeNull()
      expect(await readOverview(rows, START)).toEqual({
        predictions: 0,
        rated: 0,
        corrected: 0,
        waiting: 0,
        tasks: [],
        isWhole: true,
      })
      expect(await rows.add(makeBatch({ predictions: [makeRow(1)] }))).toEqual({ isWaiting: [], isNew: [] })
      expect((await rows.prediction(makeFacts(1).id))?.feedback).toEqual([])
    })

    it('changes nothing the second time, not even by saying something else of the same thing', async () => {
      const thumb = makeFeedback('f-1', { prediction: makeFacts(1).id })
      await addPredictions(makeFacts(1))
      await addFeedback(thumb)
      const before = await listed()
      await addPredictions(makeFacts(1, { task: 'other', session: 's-9' }))
      expect(await addFeedback({ ...thumb, value: false })).toEqual({ isWaiting: [false], isNew: [false] })
      expect(await listed()).toEqual(before)
      expect(await readOverview(rows, START)).toMatchObject({
        predictions: 1,
        rated: 1,
        tasks: [{ task: 'support.reply' }],
      })
    })

    it('may hold the same thing twice', async () => {
      const thumb = makeFeedback('f-1', { prediction: makeFacts(1).id })
      await rows.add(makeBatch({ predictions: [makeRow(1), makeRow(1)], feedback: [thumb, thumb] }))
      expect((await listed()).map(({ feedback }) => feedback)).toEqual([[thumb]])
    })
  })

  describe(`a prediction in ${engine}`, () => {
    it.each([
      '',
      '-',
      'x',
      makeFacts(2).id,
      `${makeFacts(1).id}-`,
      `${makeFacts(1).id}-more`,
      makeFacts(1).id.toUpperCase(),
    ])('is not there under the id %j', async (id) => {
      await addPredictions(makeFacts(1))
      expect(await rows.prediction(id)).toBeNull()
    })

    it('keeps two words under one id when they speak of different things', async () => {
      await addPredictions(makeFacts(1), makeFacts(2))
      const [one, other] = [makeFacts(1).id, makeFacts(2).id]
      await addFeedback(
        makeFeedback('row-1', { prediction: one }),
        makeFeedback('row-1', { prediction: other, value: false }),
      )
      expect((await rows.prediction(one))?.opinion.thumbs).toBe('up')
      expect((await rows.prediction(other))?.opinion.thumbs).toBe('down')
    })

    it('shares its trace with others, and is told apart by its span', async () => {
      const first = makeFacts(1)
      const second = { ...makeFacts(2), traceId: first.traceId, id: `${first.traceId}-${makeFacts(2).spanId}` }
      await addPredictions(first, second)
      expect((await rows.prediction(first.id))?.spanId).toBe(first.spanId)
      expect((await rows.prediction(second.id))?.spanId).toBe(second.spanId)
    })

    it('has its feedback newest first', async () => {
      const said = ['f-1', 'f-2', 'f-3'].map((id, hour) =>
        makeFeedback(id, { prediction: makeFacts(1).id, at: `2026-11-21T1${hour}:00:00.000Z` }),
      )
      await addPredictions(makeFacts(1))
      for (const index of [1, 2, 0]) await addFeedback(...said.slice(index, index + 1))
      expect((await rows.prediction(makeFacts(1).id))?.feedback.map(({ id }) => id)).toEqual(['f-3', 'f-2', 'f-1'])
    })
  })

  describe(`feedback in ${engine}`, () => {
    const one = makeFacts(1, { task: 'a', key: 'k', responseId: 'r', session: 's' })
    const two = makeFacts(2, { task: 'b', key: 'k', responseId: 'r', session: 's' })
    const three = makeFacts(3, { task: 'a', key: 'k2', responseId: 'r2', session: 's2' })

    it.each([
      ['its prediction', { prediction: one.id }, [1]],
      ['a key', { key: 'k' }, [1, 2]],
      ['a key within a task', { key: 'k', task: 'b' }, [2]],
      ['a response', { responseId: 'r' }, [1, 2]],
      ['a response within a task', { responseId: 'r', task: 'a' }, [1]],
      ['a session', { session: 's' }, [1, 2]],
      ['a session within a task', { session: 's', task: 'a' }, [1]],
      ['a key that is nobody’s', { key: 'nobody' }, []],
      ['a key within a task that has none', { key: 'k2', task: 'b' }, []],
      ['a session that is called like a key', { session: 'k' }, []],
    ])('by %s speaks of the same predictions, whichever came first', async (_by, target, spokenOf) => {
      const thumb = makeFeedback('f-1', target)
      const expected = spokenOf.map((number) => [one, two, three][number - 1]?.id).toReversed()
      const first = await addFeedback(thumb)
      expect(first).toEqual({ isWaiting: [true], isNew: [true] })
      expect(await readOverview(rows, START)).toMatchObject({ waiting: 1, rated: 0 })
      await addPredictions(one, two, three)
      const late = open()
      await late.rows.add(
        makeBatch({ predictions: [one, two, three].map((facts, index) => ({ ...makeRow(index + 1), facts })) }),
      )
      expect(await late.rows.add(makeBatch({ feedback: [thumb] }))).toMatchObject({
        isWaiting: [expected.length === 0],
      })
      for (const each of [rows, late.rows]) {
        const page = await each.predictions({ feedback: 'up', limit: 10 })
        expect(page?.predictions.map(({ id }) => id)).toEqual(expected)
        expect(await readOverview(each, START)).toMatchObject({
          waiting: expected.length === 0 ? 1 : 0,
          rated: expected.length,
        })
      }
      late.close()
    })

    it('counts as waiting for each that waits, and again when it is sent again', async () => {
      await addPredictions(makeFacts(1))
      const batch = [
        makeFeedback('f-1', { prediction: makeFacts(1).id }),
        makeFeedback('f-2', { key: 'k' }),
        makeFeedback('f-3', { key: 'k' }),
      ]
      const isWaiting = [false, true, true]
      expect(await addFeedback(...batch)).toEqual({ isWaiting, isNew: [true, true, true] })
      expect(await addFeedback(...batch)).toEqual({ isWaiting, isNew: [false, false, false] })
      expect((await readOverview(rows, START)).waiting).toBe(2)
    })

    it('of judges alone is a thumb in no filter, and hides nothing that people say', async () => {
      await addPredictions(makeFacts(1))
      const judged = { prediction: makeFacts(1).id, source: 'judge', value: true } as const
      await addFeedback(makeFeedback('f-1', judged))
      const opinion = async () => (await rows.prediction(makeFacts(1).id))?.opinion
      expect(await opinion()).toMatchObject({ thumbs: 'up', by: { thumbs: 'judge' } })
      expect(await idsOf({ feedback: 'up' })).toEqual([])
      expect(await idsOf({ feedback: 'none' })).toEqual([makeFacts(1).id])
      await addFeedback(makeFeedback('f-2', { prediction: makeFacts(1).id, kind: 'comment', value: null }))
      expect(await idsOf({ feedback: 'none' })).toEqual([])
      expect(await idsOf({ feedback: 'conflicting' })).toEqual([])
      // About something narrower, so the judge's counts before it; of people's it is the only one.
      await addFeedback(makeFeedback('f-3', { prediction: makeFacts(1).id, name: 'polite', value: false }))
      expect(await opinion()).toMatchObject({ thumbs: 'up', by: { thumbs: 'judge' }, conflicts: [] })
      expect(await idsOf({ feedback: 'down' })).toEqual([makeFacts(1).id])
      await addFeedback(makeFeedback('f-4', { prediction: makeFacts(1).id, value: false }))
      expect(await opinion()).toMatchObject({ thumbs: 'down', by: { thumbs: 'user' }, conflicts: ['thumbs'] })
      expect(await idsOf({ feedback: 'conflicting' })).toEqual([makeFacts(1).id])
    })

    it('that is taken back leaves no opinion behind', async () => {
      await addPredictions(makeFacts(1))
      await addFeedback(makeFeedback('f-1', { prediction: makeFacts(1).id }))
      expect(await idsOf({ feedback: 'none' })).toEqual([])
      const retraction = {
        prediction: makeFacts(1).id,
        value: null,
        of: { kind: 'thumbs' },
        at: '2026-11-22T00:00:00.000Z',
      } as const
      await addFeedback(makeFeedback('f-2', { kind: 'retraction', ...retraction }))
      expect((await rows.prediction(makeFacts(1).id))?.opinion).toEqual(SILENCE)
      expect(await idsOf({ feedback: 'none' })).toEqual([makeFacts(1).id])
      expect((await readOverview(rows, START)).rated).toBe(0)
    })
  })

  describe(`a query in ${engine}`, () => {
    beforeEach(async () => {
      await addPredictions(
        makeFacts(1, { task: 'a' }),
        makeFacts(2, { task: 'b' }),
        makeFacts(3, { task: 'a' }),
        makeFacts(4, { task: 'a' }),
      )
      await addFeedback(
        makeFeedback('f-1', { prediction: makeFacts(1).id }),
        makeFeedback('f-2', { prediction: makeFacts(2).id, value: false }),
        makeFeedback('f-3', { prediction: makeFacts(3).id, kind: 'correction', value: { answer: 42 } }),
      )
    })

    it.each([
      [{}, [4, 3, 2, 1]],
      [{ task: 'a' }, [4, 3, 1]],
      [{ task: 'A' }, []],
      [{ feedback: 'up' }, [1]],
      [{ feedback: 'down' }, [2]],
      [{ feedback: 'corrected' }, [3]],
      [{ feedback: 'none' }, [4]],
      [{ task: 'a', feedback: 'down' }, []],
      [{ fromMs: START + 2 }, [4, 3, 2]],
      [{ toMs: START + 2 }, [1]],
      [{ fromMs: START + 2, toMs: START + 4, task: 'a' }, [3]],
      [{ fromMs: START + 4, toMs: START + 4 }, []],
      [{ limit: 2 }, [4, 3]],
    ] as [Partial<PredictionQuery>, number[]][])('for %j finds just that, newest first', async (query, numbers) => {
      expect(await idsOf(query)).toEqual(numbers.map((number) => makeFacts(number).id))
    })

    it('is shorter when its predictions are long, and never empty', async () => {
      const long = (number: number, characters: number) =>
        makeFacts(number, { task: 'long', output: { ...makeFacts(number).output, text: 'x'.repeat(characters) } })
      await addPredictions(
        long(11, PAGE_BYTES_MAX / 2),
        long(12, PAGE_BYTES_MAX / 4),
        long(13, PAGE_BYTES_MAX / 4),
        long(14, PAGE_BYTES_MAX * 2),
      )
      const shown: string[][] = []
      let cursor: string | undefined
      do {
        const page = await rows.predictions({ task: 'long', limit: 100, cursor })
        shown.push((page?.predictions ?? []).map(({ id }) => id))
        cursor = page?.nextCursor ?? undefined
      } while (cursor !== undefined && shown.length < 9)
      const id = (number: number) => makeFacts(number).id
      expect(shown).toEqual([[id(14)], [id(13), id(12)], [id(11)]])
    })

    it('says whether there is a next page', async () => {
      expect((await rows.predictions({ limit: 4 }))?.nextCursor).toBeNull()
      expect((await rows.predictions({ limit: 3 }))?.nextCursor).not.toBeNull()
    })

    it.each([
      '',
      'x',
      'bnVsbA',
      '!!!',
      '\u0000',
      Buffer.from('[1,2]').toString('base64url'),
      Buffer.from('[1,2,"3"]').toString('base64url'),
      Buffer.from('[1,2,1e400]').toString('base64url'),
      Buffer.from('{"id":1}').toString('base64url'),
    ])('with the cursor %j, which is none of ours, is null', async (cursor) => {
      expect(await rows.predictions({ cursor, limit: 10 })).toBeNull()
    })
  })

  describe(`the overview of ${engine}`, () => {
    it('counts tasks, errors and what people think now, newest task first', async () => {
      await addPredictions(
        makeFacts(1, { task: 'a', kind: 'classification' }),
        makeFacts(2, { task: 'a', status: 'error' }),
        makeFacts(3, { task: 'b', status: 'cancelled' }),
        makeFacts(4, { task: 'b' }),
      )
      await addFeedback(
        makeFeedback('f-1', { prediction: makeFacts(1).id, at: '2026-11-21T10:00:00.000Z' }),
        makeFeedback('f-2', { prediction: makeFacts(1).id, value: false, at: '2026-11-21T11:00:00.000Z' }),
        makeFeedback('f-3', { prediction: makeFacts(3).id }),
        makeFeedback('f-4', { prediction: makeFacts(3).id, kind: 'correction', value: 'Better.' }),
        makeFeedback('f-5', { prediction: makeFacts(4).id, kind: 'comment', value: null, comment: 'Hm.' }),
        makeFeedback('f-6', { key: 'nobody' }),
      )
      const time = (number: number) => new Date(START + number).toISOString()
      expect(await readOverview(rows, START)).toMatchObject({
        predictions: 4,
        rated: 2,
        corrected: 1,
        waiting: 1,
        tasks: [
          {
            task: 'b',
            kind: 'generation',
            predictions: 2,
            errors: 0,
            thumbsUp: 1,
            thumbsDown: 0,
            corrected: 1,
            firstAt: time(3),
            lastAt: time(4),
          },
          {
            task: 'a',
            kind: 'generation',
            predictions: 2,
            errors: 1,
            thumbsUp: 0,
            thumbsDown: 1,
            corrected: 0,
            firstAt: time(1),
            lastAt: time(2),
          },
        ],
      })
    })
  })
}
