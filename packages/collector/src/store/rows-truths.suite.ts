// The laws of what the ground truth says of keys, whatever engine keeps the rows.
import type { Feedback } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { opinionOf } from '../feedback/opinion.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeRow } from '../fixtures/predictions.ts'
import type { Rows } from './rows.ts'
import type { OpenedRows } from './rows.suite.ts'

const KEYS = ['k-1', 'k-2', 'k\u0000-3', '\u{1f600}']

function truth(id: string, said: Partial<Feedback>): Feedback {
  return makeFeedback(id, { kind: 'label', value: 'good', source: 'ground_truth', ...said })
}

function minute(number: number): string {
  return `2026-11-21T10:0${number}:00.000Z`
}

/** Few keys, actors and minutes, so that most of it is about the same. */
const anySaid = fc
  .record({
    key: fc.constantFrom(...KEYS),
    task: fc.constantFrom(null, 't-1', 't-2'),
    source: fc.constantFrom('ground_truth' as const, 'ground_truth' as const, 'reviewer' as const),
    actor: fc.constantFrom(null, null, 'ann'),
    name: fc.constantFrom(null, null, 'severity'),
    value: fc.constantFrom('good', 'bad', 7),
    at: fc.integer({ min: 0, max: 3 }).map(minute),
    receivedAt: fc.integer({ min: 4, max: 6 }).map(minute),
    isTakenBack: fc.boolean(),
  })
  .map(({ isTakenBack, ...said }): Partial<Feedback> => {
    return isTakenBack ? { ...said, kind: 'retraction', value: null, of: { kind: 'label' } } : said
  })

/** Opens an empty store each time. */
export function testTruthsOfRows(engine: string, open: () => OpenedRows, numRuns: number): void {
  let store: OpenedRows
  let rows: Rows

  beforeEach(() => {
    store = open()
    rows = store.rows
  })
  afterEach(() => store.close())

  const say = (...feedback: Feedback[]) => rows.add(makeBatch({ feedback }))
  const known = (task: string | null = null) => rows.truths({ keys: [...KEYS, 'elsewhere'], task })

  describe(`what the ground truth says of a key in ${engine}`, () => {
    it('is its newest label, with its time, whether or not a prediction has the key', async () => {
      await rows.add(makeBatch({ predictions: [makeRow(1, { key: 'k-1' })] }))
      await say(truth('f-1', { key: 'k-1', at: minute(2) }), truth('f-2', { key: 'k-1', at: minute(1), value: 'bad' }))
      await say(truth('f-3', { key: 'k\u0000-3', value: 7 }))
      expect(await known()).toEqual([
        { key: 'k-1', value: 'good', at: minute(2) },
        { key: 'k\u0000-3', value: 7, at: minute(0) },
      ])
      expect(await rows.truths({ keys: [], task: null })).toEqual([])
    })

    it('is what the opinion would be, were nothing else said, in whatever order it came', async () => {
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.array(anySaid, { maxLength: 12 }), fc.nat(12), async (all, cut) => {
          // Of other keys than the runs before it.
          run += 1
          const keys = KEYS.map((key) => `${key} of ${run}`)
          const feedback = all.map((said, index) => truth(`f-${index}`, { ...said, key: `${said.key} of ${run}` }))
          await say(...feedback.slice(0, cut))
          await say(...feedback.slice(cut))
          for (const task of [null, 't-1']) {
            const expected = keys.flatMap((key) => {
              const said = feedback.filter(
                (one) =>
                  one.key === key &&
                  one.source === 'ground_truth' &&
                  one.name === null &&
                  (one.task === null || one.task === task),
              )
              const { label } = opinionOf(said)
              return label === null ? [] : [[key, label]]
            })
            const found = await rows.truths({ keys, task })
            expect(new Map(found.map(({ key, value }) => [key, value]))).toEqual(
              new Map(expected as [string, string][]),
            )
          }
        }),
        { numRuns },
      )
    })
  })
}
