import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeWorld, review } from './fixtures/review-world.ts'
import { createRandom } from './random.ts'
import { type PickedStratum, weightedMean } from './weighted-mean.ts'
import { wilsonInterval } from './wilson-interval.ts'

const RATE = { min: 0, max: 1 }

const KINDS = [
  { size: 300, probability: 0.8, good: 0.2 },
  { size: 700, probability: 0.2, good: 0.7 },
  { size: 5000, probability: 0.03, good: 0.95 },
]

function stratum(values: readonly number[], probability = 0.01, picked = values.length): PickedStratum {
  return { picked, population: picked / probability, answers: values.map((value) => ({ value, probability })) }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Runs reviews of one world; how far estimates are off on average, and how often the interval holds the truth. */
function simulate(
  runs: number,
  {
    answers,
    kinds = KINDS,
    seed = 1,
    ...said
  }: { answers?: number; kinds?: typeof KINDS; seed?: number; range?: undefined },
) {
  const random = createRandom(seed)
  const { world, truth } = makeWorld(kinds, random)
  const [errors, naive]: [number[], number[]] = [[], []]
  let held = 0
  for (let run = 0; run < runs; run += 1) {
    const strata = review(kinds, world, answers === undefined ? { random } : { random, answers })
    const { value, low, high } = weightedMean(strata, 'range' in said ? undefined : RATE) ?? {
      value: 0,
      low: 1,
      high: 0,
    }
    errors.push(value - truth)
    naive.push(mean(strata.flatMap((of) => of.answers.map((answer) => answer.value))) - truth)
    if (low <= truth && truth <= high) held += 1
  }
  const error = Math.sqrt(mean(errors.map((of) => (of - mean(errors)) ** 2)) / runs)
  return { off: Math.abs(mean(errors)) / error, naiveOff: Math.abs(mean(naive)), held: held / runs }
}

describe('what is picked by chance speaks for all', () => {
  it('the weighted mean is unbiased where the mean of what was picked is not, and its interval holds the truth in 95 of 100', () => {
    const { off, naiveOff, held } = simulate(400, {})
    expect(off).toBeLessThan(3)
    expect(naiveOff).toBeGreaterThan(0.2)
    expect(held).toBeGreaterThan(0.92)
    expect(held).toBeLessThan(0.99)
  })

  it.each([30, 60, 120])('a queue worked off up to %d answers in the order of positions is as unbiased', (answers) => {
    const { off, held } = simulate(400, { answers, seed: answers })
    expect(off).toBeLessThan(3)
    expect(held).toBeGreaterThan(0.92)
  })

  it('what is rare and not seen yet is within the interval too', () => {
    const kinds = [
      { size: 200, probability: 1, good: 0.2 },
      { size: 4000, probability: 0.02, good: 0.99 },
    ]
    expect(simulate(300, { kinds }).held).toBeGreaterThan(0.92)
  })
})

it('where all are alike and picked with one small probability it is the mean, and the interval that of Wilson', () => {
  const found = weightedMean([stratum([1, 1, 1, 0], 1e-9)], RATE)
  const { low, high } = wilsonInterval(0.75, 4)
  expect(found).toMatchObject({ value: 0.75, count: 4 })
  expect(found?.low).toBeCloseTo(low, 6)
  expect(found?.high).toBeCloseTo(high, 6)
})

it('where all were picked and answered nothing is left to chance', () => {
  expect(weightedMean([stratum([1, 1, 1, 0], 1)], RATE)).toEqual({ value: 0.75, low: 0.75, high: 0.75, count: 4 })
  expect(weightedMean([stratum([2, 4], 1)])).toEqual({ value: 3, low: 3, high: 3, count: 2 })
})

it('what was picked and not answered is spoken for by what was answered of its stratum', () => {
  const found = weightedMean([stratum([0, 0], 0.1, 20), stratum([1, 1, 1, 1], 0.1, 20)], RATE)
  expect(found?.value).toBeCloseTo(0.5, 12)
})

it('a stratum of which nothing is answered is left out, and without any answer there is no mean', () => {
  expect(weightedMean([stratum([], 0.1, 20), stratum([1, 0])], RATE)?.value).toBe(0.5)
  expect(weightedMean([stratum([], 0.1, 20)], RATE)).toBeNull()
  expect(weightedMean([], RATE)).toBeNull()
})

it('few answers that are all equal leave room: for a rate, and for a score with bounds', () => {
  expect(weightedMean([stratum([1, 1, 1])], RATE)?.low).toBeLessThan(0.45)
  const score = weightedMean([stratum([4, 4, 4])], { min: 1, max: 5 })
  expect(score?.value).toBe(4)
  expect(score?.low).toBeLessThan(3.2)
  expect(score?.high).toBeGreaterThan(4.4)
})

it('without bounds two answers are the fewest that have an interval, and it is of Student', () => {
  expect(weightedMean([stratum([3])])).toBeNull()
  const found = weightedMean([stratum([1, 3], 1e-9)])
  expect(found?.value).toBe(2)
  expect(found?.high).toBeCloseTo(2 + 12.706 * 1, 2)
})

it('what is all good is as little sure whatever the rounding of weights makes of it', () => {
  const answers = [0.3, 1].map((probability) => ({ value: 110, probability }))
  const found = weightedMean([{ picked: 2, population: 13 / 3, answers }], { min: 10, max: 110 })
  const same = answers.map(({ probability }) => ({ value: 1, probability }))
  const rate = weightedMean([{ picked: 2, population: 13 / 3, answers: same }], RATE)
  expect(found?.low).toBeCloseTo(10 + 100 * (rate?.low ?? 0), 6)
})

it('scores on another scale have their mean and interval on it', () => {
  const scores = fc.array(
    fc.array(fc.record({ value: fc.integer({ min: 0, max: 4 }), probability: fc.constantFrom(0.05, 0.3, 1) }), {
      maxLength: 8,
    }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(scores, (strata) => {
      const of = (scale: (value: number) => number): PickedStratum[] =>
        strata.map((answers) => ({
          picked: answers.length,
          population: answers.reduce((sum, { probability }) => sum + 1 / probability, 0),
          answers: answers.map(({ value, probability }) => ({ value: scale(value), probability })),
        }))
      const plain = weightedMean(
        of((value) => value),
        { min: 0, max: 4 },
      )
      const scaled = weightedMean(
        of((value) => value * 25 + 10),
        { min: 10, max: 110 },
      )
      for (const end of ['value', 'low', 'high'] as const)
        expect(scaled?.[end] ?? 10).toBeCloseTo((plain?.[end] ?? 0) * 25 + 10, 6)
    }),
  )
})

it('a mean lies within its interval and an interval within its range', () => {
  const strata = fc.array(
    fc.array(
      fc.record({ value: fc.constantFrom(0, 0.5, 1), probability: fc.double({ min: 1e-4, max: 1, noNaN: true }) }),
      { maxLength: 20 },
    ),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(strata, fc.nat(5), (of, more) => {
      const found = weightedMean(
        of.map((answers) => ({
          picked: answers.length + more,
          population: answers.reduce((sum, { probability }) => sum + 1 / probability, 0) * (1 + more / 5),
          answers,
        })),
        RATE,
      ) ?? { value: 0, low: 0, high: 0 }
      expect(found.low).toBeGreaterThanOrEqual(0)
      expect(found.high).toBeLessThanOrEqual(1)
      expect(found.low).toBeLessThanOrEqual(found.value + 1e-9)
      expect(found.high).toBeGreaterThanOrEqual(found.value - 1e-9)
    }),
  )
})

describe('where nobody knows how far answers can be apart', () => {
  it('of fewer than thirty equal ones there is no mean, unless all there is was seen', () => {
    const equal = (count: number, probability = 0.1) =>
      stratum(
        Array.from({ length: count }, () => 0.1 + 0.2),
        probability,
      )
    expect(weightedMean([equal(29)])).toBeNull()
    expect(weightedMean([equal(15), equal(14, 0.5)])).toBeNull()
    expect(weightedMean([equal(30)])).toMatchObject({ count: 30 })
    expect(weightedMean([equal(5, 1)])).toMatchObject({ count: 5 })
    expect(weightedMean([equal(5)], { min: 0, max: 1 })).toMatchObject({ count: 5 })
  })

  it('equal ones of a stratum are not taken for all of it', () => {
    const { low = 0, high = 0 } = weightedMean([stratum([4, 4, 4]), stratum([1, 2, 3])]) ?? {}
    const [alone, both] = [[stratum([1, 2, 3])], [stratum([2, 2, 2]), stratum([1, 2, 3])]].map((of) => weightedMean(of))
    expect(high - low).toBeGreaterThan(((alone?.high ?? 0) - (alone?.low ?? 0)) / 2)
    expect(both?.value).toBe(2)
  })

  it('the variance alone, which a mean without a range has, misses what is rare more often', () => {
    const kinds = [
      { size: 200, probability: 1, good: 0.2 },
      { size: 4000, probability: 0.02, good: 0.99 },
    ]
    expect(simulate(300, { kinds, range: undefined }).held).toBeLessThan(simulate(300, { kinds }).held - 0.05)
  })
})
