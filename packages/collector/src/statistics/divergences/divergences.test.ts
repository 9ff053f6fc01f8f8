import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entropyBits, relativeEntropy } from './entropy.ts'
import { jensenShannonDistance } from './jensen-shannon.ts'
import { orderedWasserstein } from './ordered-wasserstein.ts'
import { populationStability, smoothedPopulationStability } from './population-stability-index.ts'
import { hellingerDistance, largestChange, totalVariation } from './share-distances.ts'

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

it('the distance of Jensen and Shannon is that of its definition by entropies', () => {
  fc.assert(
    fc.property(counts, ([p, q]) => {
      const share = (of: readonly number[]): number[] => of.map((count) => count / of.reduce((a, b) => a + b, 0))
      const middle = share(p).map((one, index) => (one + (share(q)[index] ?? 0)) / 2)
      const byEntropy = entropyBits(middle) - (entropyBits(p) + entropyBits(q)) / 2
      expect(jensenShannonDistance(p, q) ** 2).toBeCloseTo(byEntropy, 12)
    }),
  )
})

it('a difference of one in a thousand millions keeps its digits', () => {
  // m · d² / (2 ln 2) of two categories, where d = 1e-9.
  const distance = jensenShannonDistance([1e9 + 1, 1e9 - 1], [1e9 - 1, 1e9 + 1])
  expect(distance / (1e-9 / Math.sqrt(2 * Math.LN2))).toBeCloseTo(1, 6)
})

it('stability is the sum of both entropies of one by the other where nothing is empty', () => {
  const [p, q] = [
    [10, 20, 70],
    [30, 30, 40],
  ] as const
  expect(populationStability(p, q)).toBeCloseTo(relativeEntropy(p, q) + relativeEntropy(q, p), 12)
})

it('an empty bin counts as the floor says, or as half a row where it is smoothed', () => {
  const emptied = populationStability([50, 50], [100, 0])
  expect(emptied).toBeCloseTo(0.5 * Math.log(2) + (1e-4 - 0.5) * Math.log(2e-4), 12)
  expect(populationStability([50, 50], [100, 0], 0.01)).toBeLessThan(emptied)
  const [p, q] = [100.5 / 101, 0.5 / 101]
  expect(smoothedPopulationStability([50, 50], [100, 0])).toBeCloseTo(
    (p - 0.5) * Math.log(p / 0.5) + (q - 0.5) * Math.log(q / 0.5),
    12,
  )
})

it('what is believed impossible and happens costs endlessly much', () => {
  expect(relativeEntropy([1, 1], [1, 0])).toBe(Infinity)
  expect(relativeEntropy([1, 0], [1, 1])).toBeCloseTo(Math.LN2, 12)
  expect(entropyBits([5, 5, 5, 5])).toBeCloseTo(2, 12)
})

it('what moves twice as far is twice as far apart, but for an order alone', () => {
  expect(orderedWasserstein([1, 2, 3], [1, 0, 0], [0, 1, 0])).toBeCloseTo(1, 12)
  expect(orderedWasserstein([1, 2, 3], [1, 0, 0], [0, 0, 1])).toBeCloseTo(2, 12)
  expect(orderedWasserstein([1, 2, 11], [1, 1, 0], [1, 0, 1])).toBeCloseTo(4.5, 12)
})
