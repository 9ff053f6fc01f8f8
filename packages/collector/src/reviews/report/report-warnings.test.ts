import { expect, it } from 'vitest'
import type { StoredReview } from '../../store/state-reviews.ts'
import { makeReview } from '../fixtures/reviewed.ts'
import { agreementReport } from './agreement.ts'
import { goodRate, strataReport, type Stratum } from './rates.ts'
import { reportWarnings } from './report-warnings.ts'
import { reviewedItems } from './reviewed-items.ts'

const many = (count: number, said: Parameters<typeof makeReview>[1] = {}, from = 0): StoredReview[] =>
  Array.from({ length: count }, (_, number) => makeReview(from + number, said))

function warningsOf(
  reviews: StoredReview[],
  { strata, isWhole = true }: { strata?: Stratum[]; isWhole?: boolean } = {},
) {
  const items = reviewedItems(reviews)
  const all = strata ?? [{ reason: 'random', picked: items.length, population: items.length * 10 }]
  return reportWarnings({
    reviews,
    items,
    good: goodRate(items, all),
    strata: strataReport(items, all),
    agreement: agreementReport(items, []),
    isWhole,
    areJudgesElsewhere: false,
  })
}

/** Enough, and looked at twice with the same result. */
const fine = () =>
  [...many(40), ...many(40, { reviewer: 'bob' })].map((review, index) => ({
    ...review,
    decision: index % 4 === 0 ? ('bad' as const) : ('good' as const),
  }))

it('nothing speaks against a queue with enough reviews, overlap and agreement', () => {
  expect(warningsOf(fine())).toEqual([])
  expect(warningsOf([])).toEqual([])
})

it('few reviews and nobody who looked twice are warned of', () => {
  expect(warningsOf(many(12))).toEqual([
    'Only 12 predictions were judged so far: rates can still move a lot.',
    'No prediction was judged by two people, so nobody knows whether another reviewer would judge the same. Let a part be looked at twice.',
  ])
})

it('where all are unsure there is no rate, and that is said', () => {
  expect(warningsOf(many(3, { decision: 'unsure' }))).toContain(
    'Nothing that was picked by a rule is judged good or bad yet, so there is no rate.',
  )
})

it('a few that were looked at twice, and those who differ, are warned of', () => {
  const few = [...many(40), ...many(7, { reviewer: 'bob' })]
  expect(warningsOf(few)).toEqual([
    'Only 7 predictions were judged by two people, so how much reviewers agree is hardly known.',
  ])
  const differing = fine().map((review, index) => (index % 3 === 0 ? { ...review, decision: 'bad' as const } : review))
  expect(warningsOf(differing)).toEqual([
    expect.stringMatching(
      /^Reviewers differ a lot on what is good: of two answers to the same \d+% are the same, .* at most 0\.\d+;/,
    ) as string,
  ])
})

it('much that was skipped, or that nobody could tell, is warned of', () => {
  expect(warningsOf([...fine(), ...many(20, { decision: 'skipped' }, 100)])).toEqual([
    '20% of what reviewers were given they skipped. If they skip what is hard, rates look better than things are.',
  ])
  expect(warningsOf([...fine(), ...many(20, { decision: 'unsure' }, 100)])).toEqual([
    'Reviewers were unsure of 20% of what they were given; that is in no rate. Clearer guidelines may help.',
  ])
})

it('a stratum without a review, and one that few reviews speak for, are warned of', () => {
  const random = { reason: 'random', picked: 40, population: 500 } as const
  expect(warningsOf(fine(), { strata: [random, { reason: 'thumbs_down', picked: 20, population: 125 }] })).toEqual([
    'Of what was picked for “thumbs down” nothing is judged yet. It stands for 20% of all and is left out of the rates.',
  ])
  const down = { reason: 'thumbs_down', picked: 40, population: 40 } as const
  const reviews = [
    ...fine().map((review) => ({
      ...review,
      item: { ...review.item, reason: 'thumbs_down' as const, inclusionProbability: 1 },
    })),
    ...many(3, {}, 100),
  ]
  expect(warningsOf(reviews, { strata: [random, down] })).toEqual([
    '93% of all could be picked for “random”, and of those only 3 predictions were judged. Review more of those before trusting the rate.',
  ])
})

it('reviewers who differ by no more than chance could be are not said to differ', () => {
  // Of forty that are nearly all good two differ: alpha is low by itself there.
  const reviews = [...many(40), ...many(40, { reviewer: 'bob' })].map((review, index) => ({
    ...review,
    decision: index === 0 || index === 41 ? ('bad' as const) : ('good' as const),
  }))
  expect(agreementReport(reviewedItems(reviews), [])[0]?.krippendorff?.value).toBeLessThan(0.1)
  expect(warningsOf(reviews)).toEqual([])
})

it('a report of a part says so', () => {
  expect(warningsOf(fine(), { isWhole: false })).toEqual([
    'There are more reviews than a report reads: it is of those of the newest predictions.',
  ])
})
