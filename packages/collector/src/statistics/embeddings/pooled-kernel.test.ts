import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gaussianKernel, meanDiscrepancy, medianSquaredWidth } from './pooled-kernel.ts'

const point = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
const points = fc.array(point, { minLength: 2, maxLength: 10 })

it('the discrepancy is that of its definition, and the biased one is never below zero', () => {
  fc.assert(
    fc.property(points, points, (reference, current) => {
      const pooled = [...reference, ...current]
      const like = (x: readonly number[], y: readonly number[]): number =>
        Math.exp(-(((x[0] ?? 0) - (y[0] ?? 0)) ** 2 + ((x[1] ?? 0) - (y[1] ?? 0)) ** 2) / 6)
      const mean = (some: readonly number[][], others: readonly number[][]): number =>
        some.flatMap((x) => others.map((y) => like(x, y))).reduce((sum, one) => sum + one, 0) /
        some.length /
        others.length
      const [n, m] = [reference.length, current.length]
      const { unbiased, biased } = meanDiscrepancy(gaussianKernel(pooled, 3), n)
      const across = 2 * mean(reference, current)
      expect(biased).toBeCloseTo(mean(reference, reference) + mean(current, current) - across, 9)
      expect(biased).toBeGreaterThanOrEqual(-1e-12)
      const without = (of: readonly number[][]): number => (mean(of, of) * of.length - 1) / (of.length - 1)
      expect(unbiased).toBeCloseTo(without(reference) + without(current) - across, 9)
      expect(meanDiscrepancy(gaussianKernel([...current, ...reference], 3), m).unbiased).toBeCloseTo(unbiased, 9)
    }),
  )
})

it('the usual width is half the median square, and 1 where most rows are equal', () => {
  expect(medianSquaredWidth([[0], [1], [3]])).toBe(2)
  expect(medianSquaredWidth([[0], [0], [0], [0], [5]])).toBe(1)
})

it('of one row on a side the unbiased discrepancy is not known', () => {
  expect(meanDiscrepancy(gaussianKernel([[0], [1], [2]], 1), 1).unbiased).toBeNaN()
})
