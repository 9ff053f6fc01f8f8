import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../../fixtures/predictions.ts'
import { openInMemory } from '../../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../../store/store.ts'
import { makeReview, makeReviewedQueue } from '../fixtures/reviewed.ts'
import { readJudges } from './read-judges.ts'
import { reviewedItems } from './reviewed-items.ts'

const COUNT = 60
const REVIEWED = 20

let store: Store

/** Sixty predictions with a judge's thumb, of which twenty are reviewed; the judge thinks better of one in four. */
beforeEach(async () => {
  store = openInMemory()
  const rows = Array.from({ length: COUNT }, (_, number) => makeRow(number))
  await store.rows.add(
    makeBatch({
      predictions: rows,
      feedback: rows.map(({ facts }, number) =>
        makeFeedback(`judged-${number}`, {
          prediction: facts.id,
          source: 'judge',
          name: 'judge',
          value: number % 2 === 0 || number % 4 === 1,
        }),
      ),
    }),
  )
})
afterEach(() => store.close())

const items = reviewedItems(
  Array.from({ length: REVIEWED }, (_, number) =>
    makeReview(number, {
      decision: number % 2 === 0 ? 'good' : 'bad',
      facts: { prediction: makeRow(number).facts.id, inclusionProbability: 1 / 3 },
    }),
  ),
)
const strata = [{ reason: 'random' as const, picked: REVIEWED, population: COUNT }]
const request = { items, strata, nowMs: START + 1000 }

it('a judge is read of all predictions and of the reviewed ones, and made right', async () => {
  const [rate, ...others] = (await readJudges({ ...request, rows: store.rows, queue: makeReviewedQueue() })) ?? []
  expect(others).toEqual([])
  expect(rate).toMatchObject({
    judge: 'judge',
    raw: { mean: 0.75, count: COUNT },
    reviewsOnly: { value: 0.5, count: 20 },
  })
  expect(rate?.corrected.value).toBeCloseTo(0.5, 9)
  expect(rate?.kappa?.value).toBeCloseTo(0.5, 9)
})

it('what came before the queue looks is not its', async () => {
  const queue = makeReviewedQueue({ since: new Date(START + 3_600_000).toISOString() })
  expect(await readJudges({ ...request, rows: store.rows, queue, nowMs: START + 7_200_000 })).toEqual([])
})

it('where no rule fits all predictions, reviews make no judge of them right', async () => {
  const queue = makeReviewedQueue({ rules: [{ reason: 'thumbs_down', share: 1 }] })
  expect(await readJudges({ ...request, rows: store.rows, queue })).toBeNull()
  expect(await readJudges({ ...request, rows: store.rows, queue: { ...queue, task: 'without judges' } })).toEqual([])
})

it('predictions that are gone are left out', async () => {
  const rows = { sums: store.rows.sums.bind(store.rows), prediction: () => Promise.resolve(null) }
  expect(await readJudges({ ...request, rows, queue: makeReviewedQueue() })).toEqual([])
})
