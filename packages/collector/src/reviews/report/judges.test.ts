import type { RubricField } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { sumScores } from '../../statistics/prediction-powered-mean.ts'
import { makeReview } from '../fixtures/reviewed.ts'
import { judgedRate, type ReadItem } from './judges.ts'
import type { Stratum } from './rates.ts'

const JUDGE = 'polite'
const NONE = { count: 0, scores: 0, squares: 0, trusted: 0, trustedSquares: 0, products: 0 }

interface Kind {
  reason: 'thumbs_down' | 'random'
  size: number
  probability: number
  good: number
}

const KINDS: Kind[] = [
  { reason: 'thumbs_down', size: 200, probability: 0.5, good: 0.2 },
  { reason: 'random', size: 2000, probability: 0.04, good: 0.95 },
]

/** What there is, with a judge who is right nine times in ten, and what is picked and reviewed of it. */
function makeReviewed(random: () => number, judges: (reason: Kind['reason']) => boolean = () => true) {
  const items: ReadItem[] = []
  const strata: Stratum[] = []
  const [scores, labels]: [number[], number[]] = [[], []]
  for (const { reason, size, probability, good } of KINDS) {
    const before = items.length
    for (let number = 0; number < size; number += 1) {
      const label = Number(random() < good)
      const score = random() < 0.9 ? label : 1 - label
      const isJudged = judges(reason)
      if (isJudged) {
        scores.push(score)
        labels.push(label)
      }
      if (random() >= probability) continue
      const review = makeReview(items.length, {
        decision: label === 1 ? 'good' : 'bad',
        facts: { reason, inclusionProbability: probability },
      })
      items.push({ facts: review.item, reviews: [review], scores: new Map(isJudged ? [[JUDGE, score]] : []) })
    }
    strata.push({ reason, picked: items.length - before, population: (items.length - before) / probability })
  }
  return {
    items,
    strata,
    alone: sumScores(scores),
    truth: labels.reduce((sum, label) => sum + label, 0) / labels.length,
  }
}

const holds = ({ low, high }: { low: number; high: number }, truth: number) => low <= truth && truth <= high

it('a judge is made right by reviews that were picked unevenly, in a narrower interval than reviews alone have', () => {
  const random = createRandom(21)
  let [held, off, width, widthAlone] = [0, 0, 0, 0]
  for (let run = 0; run < 150; run += 1) {
    const { items, strata, alone, truth } = makeReviewed(random)
    const rate = judgedRate({ judge: JUDGE, alone, both: NONE }, { items, strata, fields: [] })
    if (rate === null) continue
    if (holds(rate.corrected, truth)) held += 1
    off += (rate.corrected.value - truth) / 150
    width += rate.corrected.high - rate.corrected.low
    widthAlone += rate.reviewsOnly.high - rate.reviewsOnly.low
  }
  expect(held / 150).toBeGreaterThan(0.9)
  expect(Math.abs(off)).toBeLessThan(0.01)
  expect(width).toBeLessThan(widthAlone)
})

it('a judge who rates some kinds more than others is made right over those that were judged', () => {
  const random = createRandom(22)
  let [held, off] = [0, 0]
  for (let run = 0; run < 100; run += 1) {
    const { items, strata, alone, truth } = makeReviewed(random, (reason) => reason === 'thumbs_down' || random() < 0.5)
    const rate = judgedRate({ judge: JUDGE, alone, both: NONE }, { items, strata, fields: [] })
    if (rate === null) continue
    if (holds(rate.corrected, truth)) held += 1
    off += (rate.corrected.value - truth) / 100
  }
  expect(held).toBeGreaterThan(88)
  expect(Math.abs(off)).toBeLessThan(0.02)
})

it('kappa and correlation are of all, not of what happened to be picked', () => {
  const random = createRandom(23)
  const { items, strata, alone } = makeReviewed(random)
  const rate = judgedRate({ judge: JUDGE, alone, both: NONE }, { items, strata, fields: [] })
  expect(rate?.raw).toEqual({ mean: alone.scores / alone.count, count: 2200 })
  // Of all: 88 in a hundred are good and the judge is right in 90, so chance brings about 75.
  expect(holds(rate?.kappa ?? { low: 1, high: 0 }, 0.58)).toBe(true)
  expect(rate?.kappa?.count).toBe(items.length)
  expect(rate?.correlation).toBeCloseTo(rate?.kappa?.value ?? 0, 1)
})

it('a judge is held against the field of its name, on the scale of that field', () => {
  const fields: RubricField[] = [{ name: JUDGE, kind: 'score', question: 'How polite?', min: 1, max: 5 }]
  const items = Array.from({ length: 40 }, (_, number): ReadItem => {
    const review = makeReview(number, { decision: 'bad', answers: { [JUDGE]: 1 + (number % 5) } })
    return { facts: review.item, reviews: [review], scores: new Map([[JUDGE, (number % 5) / 4]]) }
  })
  const alone = sumScores(Array.from({ length: 1000 }, (_, number) => (number % 5) / 4))
  const rate = judgedRate(
    { judge: JUDGE, alone, both: NONE },
    { items, strata: [{ reason: 'random', picked: 40, population: 400 }], fields },
  )
  expect(rate?.corrected).toMatchObject({ value: expect.closeTo(3, 9) as number, count: 40 })
  expect(rate?.reviewsOnly.value).toBeCloseTo(3, 9)
  expect(rate).toMatchObject({ kappa: null, correlation: expect.closeTo(1, 9) as number })
})

it('of fewer than ten labels nothing is made right', () => {
  const { items, strata, alone } = makeReviewed(createRandom(24))
  const few = items.slice(0, 9)
  expect(judgedRate({ judge: JUDGE, alone, both: NONE }, { items: few, strata, fields: [] })).toBeNull()
})

it('of a field without bounds it takes fifty labels', () => {
  const fields: RubricField[] = [{ name: JUDGE, kind: 'score', question: 'How polite?' }]
  const alone = sumScores(Array.from({ length: 1000 }, (_, number) => (number % 5) / 4))
  const rateOf = (count: number) => {
    const items = Array.from({ length: count }, (_, number): ReadItem => {
      const review = makeReview(number, { answers: { [JUDGE]: 1 + (number % 5) } })
      return { facts: review.item, reviews: [review], scores: new Map([[JUDGE, ((number + 1) % 5) / 4]]) }
    })
    const strata: Stratum[] = [{ reason: 'random', picked: count, population: count * 10 }]
    return judgedRate({ judge: JUDGE, alone, both: NONE }, { items, strata, fields })
  }
  expect(rateOf(49)).toBeNull()
  expect(rateOf(50)?.corrected.value).toBeCloseTo(3, 0)
})
