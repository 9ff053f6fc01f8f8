// The laws of what is new since a mark, and of feedback that waits, whatever engine keeps the rows.
import type { Feedback } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import type { Rows } from './rows.ts'
import type { OpenedRows } from './rows.suite.ts'

const TASK = 'support.reply'

/** Opens an empty store each time. */
export function testNewsOfRows(engine: string, open: () => OpenedRows, runs: number): void {
  let store: OpenedRows
  let rows: Rows

  beforeEach(() => {
    store = open()
    rows = store.rows
  })
  afterEach(() => store.close())

  const idOf = (number: number) => makeFacts(number).id
  const predict = (...numbers: number[]) =>
    rows.add(makeBatch({ predictions: numbers.map((number) => makeRow(number, { task: TASK })) }))
  const say = (...feedback: Feedback[]) => rows.add(makeBatch({ feedback }))

  /** All news after a mark, in steps of so many. */
  async function follow(
    from: string,
    limit: number,
    task: string | null = TASK,
  ): Promise<{ ids: string[]; mark: string }> {
    const ids: string[] = []
    let mark = from
    for (;;) {
      const news = await rows.news({ task, mark, limit })
      ids.push(...news.predictions)
      mark = news.mark
      if (news.isAll) return { ids, mark }
    }
  }
  const now = async () => (await rows.news({ task: TASK, mark: null, limit: 1 })).mark

  describe(`news in ${engine}`, () => {
    it('without a mark is none, and the mark is that of now', async () => {
      await predict(1)
      const first = await rows.news({ task: TASK, mark: null, limit: 10 })
      expect(first).toMatchObject({ predictions: [], isAll: true })
      await predict(2)
      expect(await follow(first.mark, 10)).toMatchObject({ ids: [idOf(2)] })
    })

    it('is what came after a mark, in the order of arrival and of one task alone', async () => {
      const mark = await now()
      await predict(3)
      await rows.add(makeBatch({ predictions: [makeRow(4, { task: 'other' })] }))
      await predict(1, 2)
      expect((await follow(mark, 2)).ids).toEqual([idOf(3), idOf(1), idOf(2)])
      expect((await follow(mark, 2, 'other')).ids).toEqual([idOf(4)])
      expect((await follow(mark, 2, 'nobody')).ids).toEqual([])
    })

    it('is of all tasks where none is named, of what is said of a key within one as well', async () => {
      const mark = await now()
      await predict(3)
      await rows.add(makeBatch({ predictions: [makeRow(4, { task: 'other', key: 'k-1' })] }))
      await predict(1, 2)
      expect((await follow(mark, 3, null)).ids).toEqual([3, 4, 1, 2].map(idOf))
      const heard = await now()
      await say(makeFeedback('f-1', { key: 'k-1', task: 'other' }), makeFeedback('f-2', { prediction: idOf(2) }))
      expect((await follow(heard, 1, null)).ids).toEqual([4, 2].map(idOf))
    })

    it('is all of it where exactly as many came as were asked for', async () => {
      const mark = await now()
      await predict(1, 2)
      const news = await rows.news({ task: null, mark, limit: 2 })
      expect(news).toMatchObject({ predictions: [1, 2].map(idOf), isAll: true })
      expect(await rows.news({ task: null, mark: news.mark, limit: 2 })).toMatchObject({ mark: news.mark, came: 0 })
    })

    it('from the first mark on is all that is stored, each once, and then what is said of it', async () => {
      expect(await rows.news({ task: null, mark: 'first', limit: 9 })).toMatchObject({ predictions: [], isAll: true })
      await predict(1, 2, 3)
      await say(makeFeedback('f-1', { prediction: idOf(1) }))
      const begun = await rows.news({ task: null, mark: 'first', limit: 2 })
      expect(begun).toMatchObject({ predictions: [1, 2].map(idOf), came: 2, isAll: false })
      await say(makeFeedback('f-2', { prediction: idOf(2) }))
      expect((await follow(begun.mark, 2, null)).ids).toEqual([3, 2].map(idOf))
      expect((await follow('first', 2)).ids).toEqual([1, 2, 3].map(idOf))
    })

    it('is also that something was said of what came before', async () => {
      await predict(1, 2)
      const mark = await now()
      await say(makeFeedback('f-1', { prediction: idOf(2) }), makeFeedback('f-2', { prediction: idOf(9) }))
      expect((await follow(mark, 10)).ids).toEqual([idOf(2)])
    })

    it('tells what came before that of which only something was said, and how many came', async () => {
      await predict(1)
      const mark = await now()
      await predict(2, 3)
      await say(makeFeedback('f-1', { prediction: idOf(1) }), makeFeedback('f-2', { prediction: idOf(3) }))
      const news = await rows.news({ task: TASK, mark, limit: 10 })
      expect(news).toMatchObject({ predictions: [idOf(2), idOf(3), idOf(1)], came: 2 })
    })

    it('is told once more of what waited for it', async () => {
      await say(makeFeedback('f-1', { prediction: idOf(1) }))
      const mark = await now()
      await predict(1)
      expect((await follow(mark, 10)).ids).toEqual([idOf(1)])
    })

    it('of a session that means many is told in steps, and misses none', async () => {
      const numbers = Array.from({ length: 25 }, (_, index) => index + 1)
      await rows.add(
        makeBatch({ predictions: numbers.map((number) => makeRow(number, { task: TASK, session: 's-1' })) }),
      )
      const mark = await now()
      await say(makeFeedback('f-1', { session: 's-1' }), makeFeedback('f-2', { prediction: idOf(3) }))
      expect(new Set((await follow(mark, 4)).ids)).toEqual(new Set(numbers.map(idOf)))
    })

    it('of a session that was told in steps goes on with what is said next, of whatever came before', async () => {
      const numbers = [2, 3, 4, 5, 6]
      await predict(1)
      await rows.add(
        makeBatch({ predictions: numbers.map((number) => makeRow(number, { task: TASK, session: 's-1' })) }),
      )
      const mark = await now()
      await say(makeFeedback('f-1', { session: 's-1' }), makeFeedback('f-2', { prediction: idOf(1) }))
      expect((await follow(mark, 2)).ids).toEqual([...numbers.map(idOf), idOf(1)])
    })

    it('goes on past any number of words of what is not there', async () => {
      await predict(1)
      const mark = await now()
      for (const number of [11, 12, 13, 14]) await say(makeFeedback(`f-${number}`, { prediction: idOf(number) }))
      await say(makeFeedback('f-1', { prediction: idOf(1) }))
      expect((await follow(mark, 2)).ids).toEqual([idOf(1)])
    })

    it('goes on past any number of other tasks', async () => {
      const mark = await now()
      const others = Array.from({ length: 70 }, (_, index) => makeRow(index + 10, { task: 'other' }))
      await rows.add(makeBatch({ predictions: others }))
      await predict(1)
      expect((await follow(mark, 1)).ids).toEqual([idOf(1)])
    })

    it('is what is said of a key within a task there alone, and what is said of a prediction wherever it is', async () => {
      await rows.add(
        makeBatch({
          predictions: [
            makeRow(1, { task: TASK, key: 'k-1' }),
            makeRow(2, { task: 'other', key: 'k-1' }),
            makeRow(3, { task: TASK }),
          ],
        }),
      )
      const mark = await now()
      await say(makeFeedback('f-1', { key: 'k-1', task: 'other' }))
      expect((await follow(mark, 9)).ids).toEqual([])
      expect((await follow(mark, 9, 'other')).ids).toEqual([idOf(2)])
      await say(makeFeedback('f-2', { prediction: idOf(3), task: 'other' }), makeFeedback('f-3', { key: 'k-1' }))
      expect((await follow(mark, 9)).ids).toEqual([idOf(3), idOf(1)])
    })

    it('misses nothing that came or was said, whatever comes in whatever steps', async () => {
      const number = fc.integer({ min: 1, max: 20 })
      const sessionOf = (of: number) => `s-${of % 3}`
      const anyStep = fc.oneof(
        fc.record({ kind: fc.constant('predict' as const), number }),
        fc.record({ kind: fc.constant('say' as const), number }),
        fc.record({ kind: fc.constant('say of all' as const), number }),
        fc.record({ kind: fc.constant('look' as const), limit: fc.integer({ min: 1, max: 3 }) }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
          const fresh = open()
          try {
            let mark = (await fresh.rows.news({ task: TASK, mark: null, limit: 1 })).mark
            const [left, told, stored] = [new Set<string>(), new Set<string>(), new Set<number>()]
            const look = async (limit: number) => {
              const news = await fresh.rows.news({ task: TASK, mark, limit })
              mark = news.mark
              for (const id of news.predictions) {
                told.add(id)
                left.delete(id)
              }
              return news.isAll
            }
            for (const [place, step] of steps.entries()) {
              if (step.kind === 'look') await look(step.limit)
              else if (step.kind === 'predict') {
                const session = sessionOf(step.number)
                await fresh.rows.add(makeBatch({ predictions: [makeRow(step.number, { task: TASK, session })] }))
                if (!stored.has(step.number)) left.add(idOf(step.number))
                stored.add(step.number)
              } else {
                const isOfAll = step.kind === 'say of all'
                const target = isOfAll ? { session: sessionOf(step.number) } : { prediction: idOf(step.number) }
                await fresh.rows.add(makeBatch({ feedback: [makeFeedback(`f-${place}`, target)] }))
                const isMeant = (each: number) => (isOfAll ? sessionOf(each) === target.session : each === step.number)
                for (const each of [...stored].filter(isMeant)) left.add(idOf(each))
              }
            }
            while (!(await look(2)));
            expect([...left]).toEqual([])
            expect([...told].filter((id) => ![...stored].map(idOf).includes(id))).toEqual([])
          } finally {
            fresh.close()
          }
        }),
        { numRuns: runs },
      )
    })
  })

  describe(`feedback that waits in ${engine}`, () => {
    it('is listed whole, the newest first, until its prediction comes', async () => {
      const said = [1, 2, 3].map((number) => makeFeedback(`f-${number}`, { prediction: idOf(number), comment: 'why?' }))
      await say(...said)
      const first = await rows.waitingFeedback({ limit: 2 })
      expect(first?.feedback).toEqual([said[2], said[1]])
      const cursor = first?.nextCursor ?? ''
      expect(await rows.waitingFeedback({ limit: 2, cursor })).toEqual({ feedback: [said[0]], nextCursor: null })
      await predict(3)
      expect((await rows.waitingFeedback({ limit: 5 }))?.feedback).toEqual([said[1], said[0]])
    })

    it('has no page for a cursor of another list', async () => {
      await say(makeFeedback('f-1', { prediction: idOf(1) }), makeFeedback('f-2', { prediction: idOf(2) }))
      const { nextCursor } = (await rows.waitingFeedback({ limit: 1 })) ?? { nextCursor: null }
      expect(nextCursor).not.toBeNull()
      expect(await rows.people({ limit: 1, cursor: nextCursor ?? '' })).toBeNull()
      expect(await rows.waitingFeedback({ limit: 1, cursor: 'AAAA' })).toBeNull()
    })
  })
}
