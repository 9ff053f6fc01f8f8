import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brunnerMunzel } from './brunner-munzel.ts'
import { poolSamples } from './pooled-counts.ts'

/** E. Brunner and U. Munzel (2000), table 1: pain after an operation, by treatment. */
const first = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
const second = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]

it('the pain of two treatments differs as Brunner and Munzel say', () => {
  const { statistic, pValue } = brunnerMunzel(poolSamples(first, second))
  expect(statistic).toBeCloseTo(3.1375, 4)
  expect(pValue).toBeCloseTo(0.005786, 6)
})

it('says the opposite of the samples the other way round, with the same p value', () => {
  const samples = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 20 })
  fc.assert(
    fc.property(samples, samples, (a, b) => {
      const [one, other] = [brunnerMunzel(poolSamples(a, b)), brunnerMunzel(poolSamples(b, a))]
      fc.pre(Number.isFinite(one.statistic))
      expect(other.statistic).toBeCloseTo(-one.statistic, 9)
      expect(other.pValue).toBeCloseTo(one.pValue, 9)
    }),
  )
})

it('has no p value where the samples lie apart, and no answer where there is one row', () => {
  expect(brunnerMunzel(poolSamples([1, 2], [3, 4]))).toEqual({ statistic: Infinity, pValue: NaN })
  expect(brunnerMunzel(poolSamples([1], [3, 4]))).toEqual({ statistic: NaN, pValue: NaN })
})
