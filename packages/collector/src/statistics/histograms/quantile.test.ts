import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quantileOfSorted, sortedValues } from './quantile.ts'

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

it('lies between its neighbours in proportion', () => {
  expect(quantileOfSorted([1, 2, 4], 0.25)).toBe(1.5)
  expect(quantileOfSorted([1, 2, 4], 0.75)).toBe(3)
  expect(quantileOfSorted([7], 0.3)).toBe(7)
  expect(quantileOfSorted([], 0.3)).toBeNaN()
})

it('goes from the least to the greatest value and never down', () => {
  fc.assert(
    fc.property(values, share, share, (sample, first, second) => {
      const sorted = sortedValues(sample)
      const [low, high] = [Math.min(first, second), Math.max(first, second)]
      expect(quantileOfSorted(sorted, 0) === sorted[0]).toBe(true)
      expect(quantileOfSorted(sorted, 1) === sorted.at(-1)).toBe(true)
      expect(quantileOfSorted(sorted, high)).toBeGreaterThanOrEqual(quantileOfSorted(sorted, low) - 1e-9)
    }),
  )
})

it('values are sorted as numbers', () => {
  expect(sortedValues([10, 9, -1, 100])).toEqual([-1, 9, 10, 100])
})
