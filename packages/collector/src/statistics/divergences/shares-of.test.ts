import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jensenShannonDistance } from './jensen-shannon.ts'
import { populationStability } from './population-stability-index.ts'
import { hellingerDistance, largestChange, totalVariation } from './share-distances.ts'
import { sharesOf } from './shares-of.ts'

const counts = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 2, maxLength: 12 })
  .map((pairs) => [pairs.map(([first]) => first), pairs.map(([, second]) => second)] as const)
  .filter((both) => both.every((one) => one.some((count) => count > 0)))

const symmetric: [string, (p: readonly number[], q: readonly number[]) => number][] = [
  ['jensenShannonDistance', jensenShannonDistance],
  ['hellingerDistance', hellingerDistance],
  ['totalVariation', totalVariation],
  ['largestChange', largestChange],
  ['populationStability', populationStability],
]

it.each(symmetric)('%s is the same both ways, 0 of the same and never below', (_, distance) => {
  fc.assert(
    fc.property(counts, ([p, q]) => {
      expect(distance(p, q)).toBeCloseTo(distance(q, p), 10)
      expect(distance(p, q)).toBeGreaterThanOrEqual(0)
      expect(distance(p, p)).toBeCloseTo(0, 12)
    }),
  )
})

it.each(symmetric)('%s of counts is that of their shares, however many there are', (_, distance) => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 1e6 }), ([p, q], times) => {
      const more = p.map((count) => count * times)
      expect(distance(more, q)).toBeCloseTo(distance(p, q), 9)
    }),
  )
})

it('what has nothing in common is 1 apart by each distance that ends there', () => {
  for (const distance of [jensenShannonDistance, hellingerDistance, totalVariation, largestChange])
    expect(distance([3, 0], [0, 9])).toBeCloseTo(1, 12)
  expect(jensenShannonDistance([3, 0], [0, 9], 'nats')).toBeCloseTo(Math.sqrt(Math.LN2), 12)
})

it('shares of nothing are no numbers', () => {
  expect(sharesOf([0, 0])).toEqual([NaN, NaN])
  expect(sharesOf([1, 3])).toEqual([0.25, 0.75])
})
