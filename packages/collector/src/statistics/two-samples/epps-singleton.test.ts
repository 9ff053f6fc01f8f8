import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { eppsSingleton } from './epps-singleton.ts'
import { poolSamples } from './pooled-counts.ts'

/** S. J. Goerg and J. Kaiser, Stata Journal 9 (2009), who get W = 15.14, p = 0.00442 with quartiles of another type. */
const first = [-0.35, 2.55, 1.73, 0.73, 0.35, 2.69, 0.46, -0.94, -0.37, 12.07]
const second = [-1.15, -0.15, 2.48, 3.25, 3.71, 4.29, 5.0, 7.74, 8.38, 8.6]

it('two samples of Goerg and Kaiser differ as they say', () => {
  const { statistic, pValue } = eppsSingleton(poolSamples(first, second))
  expect(statistic).toBeCloseTo(15.14, 1)
  expect(pValue).toBeCloseTo(0.00442, 4)
})

it('says the same in another unit, and whichever sample is named first', () => {
  const inThousands = (values: readonly number[]): number[] => values.map((value) => value / 1000)
  const { statistic } = eppsSingleton(poolSamples(first, second))
  expect(eppsSingleton(poolSamples(inThousands(first), inThousands(second))).statistic).toBeCloseTo(statistic, 9)
  expect(eppsSingleton(poolSamples(second, first)).statistic).toBeCloseTo(statistic, 9)
})

it('finds drift at 5 % in nearly 5 of 100 pairs without drift, also where most rows are alike', () => {
  const random = createRandom(5)
  const draw = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 4))
  const tests = Array.from({ length: 500 }, () => eppsSingleton(poolSamples(draw(80), draw(70))).pValue)
  const share = tests.filter((pValue) => pValue <= 0.05).length / tests.length
  expect(share).toBeGreaterThan(0.02)
  expect(share).toBeLessThan(0.08)
})

it('has no answer for few rows or rows alike, and is sure where each side is one value and another', () => {
  expect(eppsSingleton(poolSamples([1, 2, 3, 4], first))).toEqual({ statistic: NaN, pValue: NaN })
  expect(eppsSingleton(poolSamples([1, 1, 1, 1, 1], [1, 1, 1, 1, 1]))).toEqual({ statistic: NaN, pValue: NaN })
  expect(eppsSingleton(poolSamples([1, 1, 1, 1, 1], [2, 2, 2, 2, 2]))).toEqual({ statistic: Infinity, pValue: 0 })
})
