import { REVIEWERS_MAX, type RubricField } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { REVIEWS_READ_MAX, type StoredReview } from '../../store/state-reviews.ts'
import { makeReview, makeReviewedQueue, makeReviewState } from '../fixtures/reviewed.ts'
import { readReviewReport } from './read-report.ts'

const NOW = Date.parse('2026-11-22T10:00:00.000Z')

const noRows = {
  sums: () => Promise.resolve({ sums: [], isWhole: true }),
  prediction: () => Promise.resolve(null),
}

function reportOf(
  reviews: StoredReview[],
  { fields = [], strata }: { fields?: RubricField[]; strata?: Parameters<typeof makeReviewState>[1] } = {},
) {
  return readReviewReport({
    state: makeReviewState(reviews, strata),
    rows: noRows,
    queue: makeReviewedQueue({ fields }),
    nowMs: NOW,
  })
}

const down = { reason: 'thumbs_down', inclusionProbability: 1 } as const
const several = <Made>(count: number, of: (item: number) => Made) =>
  Array.from({ length: count }, (_, item) => of(item))

describe('rates', () => {
  it('are over all that the rules fit: what was seldom picked counts as much more', async () => {
    const { good, strata } = await reportOf([
      ...several(10, (item) => makeReview(item, { decision: 'bad', facts: down })),
      ...several(9, (item) => makeReview(item + 20)),
    ])
    expect(good).toMatchObject({ value: expect.closeTo(0.9, 9) as number, count: 19 })
    expect(strata).toMatchObject([
      { reason: 'random', population: 90, picked: 9, reviewed: 9, good: { value: 1, high: 1 } },
      { reason: 'thumbs_down', population: 10, picked: 10, reviewed: 10, good: { value: 0, low: 0, high: 0 } },
    ])
  })

  it('let those that were reviewed stand for those of their stratum that were not yet', async () => {
    const { good } = await reportOf(
      [makeReview(1, { decision: 'bad', facts: down }), ...several(9, (item) => makeReview(item + 20))],
      {
        strata: [
          { reason: 'thumbs_down', picked: 10, population: 10 },
          { reason: 'random', picked: 9, population: 90 },
        ],
      },
    )
    expect(good?.value).toBeCloseTo(0.9, 9)
  })

  it('count an item once, with what its reviewers say on average, whoever is unsure or skips it aside', async () => {
    const { good, reviews } = await reportOf([
      makeReview(1),
      makeReview(1, { reviewer: 'bob', decision: 'bad' }),
      makeReview(1, { reviewer: 'cleo', decision: 'unsure' }),
      makeReview(1, { reviewer: 'dan', decision: 'skipped' }),
    ])
    expect(good).toMatchObject({ value: 0.5, count: 1 })
    expect(reviews).toBe(3)
  })

  it('leave out what somebody picked, which counts for reviewers all the same', async () => {
    const picked = { reason: 'picked', inclusionProbability: null } as const
    const { good, strata, reviewers, warnings } = await reportOf([
      makeReview(1),
      makeReview(2, { decision: 'bad', facts: picked }),
    ])
    expect(good).toMatchObject({ value: 1, count: 1 })
    expect(strata.map(({ reason }) => reason)).toEqual(['random'])
    expect(reviewers[0]?.reviews).toBe(2)
    expect(warnings).toContain(
      '1 prediction was judged that somebody picked. They stand for nothing but themselves and are in no rate.',
    )
  })

  it('are there of each yes-or-no field and each score, and of no other', async () => {
    const fields: RubricField[] = [
      { name: 'polite', kind: 'thumbs', question: 'Is it polite?' },
      { name: 'depth', kind: 'score', question: 'How deep?', min: 1, max: 5 },
      { name: 'topic', kind: 'label', question: 'What is it about?' },
      { name: 'unasked', kind: 'thumbs', question: 'Nobody answers.' },
    ]
    const { fields: means } = await reportOf(
      [
        makeReview(1, { answers: { polite: true, depth: 4, topic: 'a' } }),
        makeReview(2, { answers: { polite: false, depth: 2, topic: 'b' }, decision: 'unsure' }),
        makeReview(3, { answers: { polite: 'of an older rubric' }, decision: 'skipped' }),
      ],
      { fields },
    )
    expect(means).toMatchObject([
      { name: 'polite', mean: { value: 0.5, count: 2 } },
      { name: 'depth', mean: { value: expect.closeTo(3, 9) as number, count: 2 } },
    ])
  })
})

describe('agreement', () => {
  const both = (item: number, first: Partial<StoredReview>, second: Partial<StoredReview>) => [
    makeReview(item, first),
    makeReview(item, { reviewer: 'bob', ...second }),
  ]

  it('is of what two or more judged; who is unsure judged nothing', async () => {
    const { agreement, pairs } = await reportOf([
      ...several(6, (item) => item).flatMap((item) => both(item, {}, { decision: item === 0 ? 'bad' : 'good' })),
      ...several(4, (item) => item + 6).flatMap((item) => both(item, { decision: 'bad' }, { decision: 'bad' })),
      ...both(20, {}, { decision: 'unsure' }),
      makeReview(21),
    ])
    expect(agreement).toMatchObject([{ field: 'decision', level: 'nominal', items: 10, observed: 0.9 }])
    // Of ten items with one difference, 11 good and 9 bad: 1 - 2 * 19 / (2 * 11 * 9).
    expect(agreement[0]?.krippendorff?.value).toBeCloseTo(1 - 38 / 198, 9)
    expect(pairs).toMatchObject([{ reviewers: ['ada', 'bob'], items: 10, observed: 0.9, kappa: { value: 0.8 } }])
  })

  it('on scores minds how far they are apart, and on several options how many differ', async () => {
    const fields: RubricField[] = [
      { name: 'depth', kind: 'score', question: 'How deep?' },
      { name: 'faults', kind: 'label', question: 'Which?', options: ['a', 'b', 'c'], isMany: true },
      { name: 'why', kind: 'comment', question: 'Why?' },
    ]
    const { agreement } = await reportOf(
      several(8, (item) => item).flatMap((item) =>
        both(
          item,
          { answers: { depth: item, faults: item % 2 === 0 ? ['a', 'b'] : [], why: 'x' } },
          { answers: { depth: item + 0.1, faults: item % 2 === 0 ? ['b', 'a'] : ['c'], why: 'y' } },
        ),
      ),
      { fields },
    )
    expect(agreement.map(({ field, level }) => [field, level])).toEqual([
      ['decision', 'nominal'],
      ['depth', 'interval'],
      ['faults', 'nominal'],
    ])
    expect(agreement[1]?.krippendorff?.value).toBeGreaterThan(0.99)
    expect(agreement[2]).toMatchObject({ observed: 0.5 })
    expect(agreement[2]?.krippendorff?.value).toBeCloseTo(0.69, 1)
  })

  it('of fewer than five items says how many were the same, and nothing of chance', async () => {
    const { agreement, pairs } = await reportOf(several(4, (item) => item).flatMap((item) => both(item, {}, {})))
    expect(agreement).toEqual([{ field: 'decision', level: 'nominal', items: 4, observed: 1, krippendorff: null }])
    expect(pairs).toMatchObject([{ items: 4, observed: 1, kappa: null }])
  })
})

it('a reviewer is shown with how much, how fast, how they decide, and how often as others do', async () => {
  const { reviewers } = await reportOf([
    makeReview(1, { tookMs: 1000, at: '2026-11-21T11:00:00.000Z' }),
    makeReview(2, { tookMs: 4000, decision: 'bad', at: '2026-11-21T12:00:00.000Z' }),
    makeReview(3, { tookMs: 9_000_000, decision: 'skipped', at: '2026-11-21T11:30:00.000Z' }),
    makeReview(1, { reviewer: 'bob' }),
    makeReview(1, { reviewer: 'cleo', decision: 'corrected' }),
  ])
  expect(reviewers).toMatchObject([
    {
      reviewer: 'ada',
      reviews: 2,
      decisions: { good: 1, corrected: 0, bad: 1, unsure: 0, skipped: 1 },
      medianMs: 2500,
      agreesWithOthers: { value: 0.5, count: 1 },
      lastAt: '2026-11-21T12:00:00.000Z',
    },
    { reviewer: 'bob', reviews: 1, medianMs: null, agreesWithOthers: { value: 0.5, count: 1 } },
    { reviewer: 'cleo', agreesWithOthers: { value: 0 } },
  ])
})

it('a queue without reviews has an empty report and no warning', async () => {
  expect(await reportOf([])).toEqual({
    queue: 'q-1',
    reviews: 0,
    good: null,
    fields: [],
    strata: [],
    agreement: [{ field: 'decision', level: 'nominal', items: 0, observed: null, krippendorff: null }],
    pairs: [],
    reviewers: [],
    judges: [],
    warnings: [],
    isWhole: true,
  })
})

it('many reviews are added up at once, and what is listed has a bound', async () => {
  const random = createRandom(4)
  const fields: RubricField[] = [
    { name: 'polite', kind: 'thumbs', question: 'Is it polite?' },
    { name: 'depth', kind: 'score', question: 'How deep?', min: 1, max: 5 },
    { name: 'faults', kind: 'label', question: 'Which?', options: ['a', 'b', 'c'], isMany: true },
  ]
  const decisions = ['good', 'good', 'good', 'bad', 'corrected'] as const
  const reviews = several(20_000, (number) =>
    makeReview(number >> 1, {
      reviewer: `reviewer ${((number >> 1) % 150) + (number % 2) * 100}`,
      decision: decisions[Math.floor(random() * decisions.length)] ?? 'good',
      answers: { polite: random() < 0.9, depth: Math.ceil(random() * 5), faults: random() < 0.5 ? ['a'] : ['b', 'c'] },
      tookMs: random() * 60_000,
    }),
  )
  const startMs = performance.now()
  const report = await reportOf(reviews, { fields })
  // Many times what it takes, so that only what grows with the square of reviews is too slow.
  expect(performance.now() - startMs).toBeLessThan(5_000)
  expect(report.reviewers).toHaveLength(REVIEWERS_MAX)
  expect(report.pairs.length).toBeLessThanOrEqual(100)
  expect(Math.abs(report.agreement[0]?.krippendorff?.value ?? 1)).toBeLessThan(0.05)
})

it('where there are more reviews than are read the report is of a part', async () => {
  const review = makeReview(1, { decision: 'skipped' })
  expect((await reportOf(several(REVIEWS_READ_MAX, () => review))).isWhole).toBe(false)
  expect((await reportOf(several(10, () => review))).isWhole).toBe(true)
})
