import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addToBucket,
  bucketOf,
  countOf,
  emptyHistogram,
  type Histogram,
  quantilesOf,
  VALUE_MAX,
} from './log-histogram.ts'

function histogramOf(values: readonly number[]): Histogram {
  const histogram = emptyHistogram()
  for (const value of values) addToBucket(histogram, bucketOf(value), 1)
  return histogram
}

/** As many small ones as large ones. */
const anyValue = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([power, part]) => Math.min(Math.round(2 ** power * part) - 1, VALUE_MAX))

it('a quantile is within one part in a hundred of the value at its rank', () => {
  fc.assert(
    fc.property(
      fc.array(anyValue, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = values.toSorted((left, right) => left - right)
        const exact = sorted[Math.max(Math.ceil(share * values.length), 1) - 1] ?? 0
        const [found = 0] = quantilesOf(histogramOf(values), [share])
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.01 + 1e-9)
      },
    ),
  )
})

it('a value is never in a lower bucket than a smaller one', () => {
  fc.assert(
    fc.property(anyValue, anyValue, (one, other) => {
      expect(Math.sign(bucketOf(one) - bucketOf(other)) * Math.sign(one - other)).not.toBe(-1)
    }),
  )
})

it('zero and one are told apart, and small ones are exact', () => {
  for (const value of [0, 1]) expect(quantilesOf(histogramOf([value]), [0.5])).toEqual([value])
})

it.each([
  [Number.NaN, 0],
  [-1, 0],
  [0.4, 0],
  [Infinity, VALUE_MAX],
  [VALUE_MAX * 10, VALUE_MAX],
])('%d, which is nothing that was measured, counts as %d', (value, as) => {
  expect(bucketOf(value)).toBe(bucketOf(as))
})

it('there are few buckets, whatever is measured', () => {
  expect(bucketOf(VALUE_MAX)).toBeLessThan(1_400)
})

it('counts every value once', () => {
  expect(countOf(histogramOf([1, 1, 2, 300, 300, 0]))).toBe(6)
  expect(countOf(emptyHistogram())).toBe(0)
})
