import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mannWhitney, mannWhitneyByNormal, mannWhitneyByOrders } from './mann-whitney.ts'
import { poolSamples } from './pooled-counts.ts'

const samples = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 20 })

it('both sides of a pair of samples share its pairs, and are as surprising', () => {
  fc.assert(
    fc.property(samples, samples, (reference, current) => {
      const one = mannWhitney(poolSamples(reference, current), 'differs')
      const other = mannWhitney(poolSamples(current, reference), 'differs')
      expect(one.statistic + other.statistic).toBe(reference.length * current.length)
      expect(one.pValue).toBeCloseTo(other.pValue, 12)
    }),
  )
})

it('orders are counted for few rows without ties, and not for others', () => {
  const few = poolSamples([1, 2, 3], [4, 5, 6, 7])
  expect(mannWhitney(few, 'differs')).toEqual(mannWhitneyByOrders(few, 'differs'))
  expect(mannWhitney(few, 'differs').pValue).toBeCloseTo(2 / 35, 12)
  expect(mannWhitney(few, 'risen').pValue).toBeCloseTo(1 / 35, 12)
  const tied = poolSamples([1, 2, 4], [4, 5, 6, 7])
  expect(mannWhitney(tied, 'differs')).toEqual(mannWhitneyByNormal(tied, 'differs'))
})

it('finds nothing where all values are alike, and has no answer where a side is empty', () => {
  expect(mannWhitney(poolSamples([1, 1, 1], [1, 1]), 'differs')).toEqual({ statistic: 3, pValue: 1 })
  expect(mannWhitney(poolSamples([1], []), 'differs')).toEqual({ statistic: NaN, pValue: NaN })
})
