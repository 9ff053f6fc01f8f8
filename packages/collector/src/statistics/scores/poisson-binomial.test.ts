import fc from 'fast-check'
import { expect, it } from 'vitest'
import { poissonBinomial, poissonBinomialQuantiles } from './poisson-binomial.ts'

it('of equal probabilities it is the binomial', () => {
  const coins = Array.from({ length: 10 }, () => 0.5)
  expect(poissonBinomial(coins)).toEqual({ mean: 5, variance: 2.5 })
  // P(≤ 1) = .0107, P(≤ 2) = .0547, P(≤ 7) = .9453, P(≤ 8) = .9893.
  expect(poissonBinomialQuantiles(coins, [0.025, 0.5, 0.975])).toEqual([2, 5, 8])
})

it('what is certain does not vary', () => {
  expect(poissonBinomialQuantiles([1, 1, 0], [0.025, 0.975])).toEqual([2, 2])
  expect(poissonBinomialQuantiles([], [0.5])).toEqual([0])
})

it('the variance is never above that of as many with the mean probability each', () => {
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(probabilities, (all) => {
      const { mean, variance } = poissonBinomial(all)
      expect(variance).toBeLessThanOrEqual(mean * (1 - mean / all.length) + 1e-9)
    }),
  )
})

it('beyond what is worked out exactly the normal says the same, but for a count', () => {
  const many = (count: number): number[] => Array.from({ length: count }, (_, index) => ((index * 7) % 19) / 20)
  const [exact, nearly] = [
    poissonBinomialQuantiles(many(3990), [0.025, 0.975]),
    poissonBinomialQuantiles(many(4009), [0.025, 0.975]),
  ]
  for (const [index, count] of exact.entries())
    expect(Math.abs((nearly[index] ?? 0) - 0.45 * 19 - count)).toBeLessThan(2)
})
