import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { andersonDarling, andersonDarlingRightSided } from './anderson-darling.ts'
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts'
import { poolSamples } from './pooled-counts.ts'

it('finds drift at 5 % in nearly 5 of 100 pairs without drift', () => {
  const random = createRandom(11)
  const draw = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 50))
  const tests = Array.from({ length: 1000 }, () => andersonDarling(poolSamples(draw(40), draw(60))).pValue)
  const share = tests.filter((pValue) => pValue <= 0.05).length / tests.length
  expect(share).toBeGreaterThan(0.03)
  expect(share).toBeLessThan(0.07)
})

it('sees tails that grow where the largest gap does not yet', () => {
  const middle = Array.from({ length: 200 }, (_, index) => index)
  const tails = middle.map((value) => (value < 25 ? value - 500 : value >= 175 ? value + 500 : value))
  const cells = poolSamples(middle, tails)
  expect(andersonDarling(cells).pValue).toBeLessThan(0.05)
  expect(kolmogorovSmirnov(cells).pValue).toBeGreaterThan(0.05)
})

it('says the same whichever sample is named first', () => {
  const [a, b] = [
    [1, 2, 2, 3, 5, 8],
    [2, 4, 4, 6, 9],
  ]
  expect(andersonDarling(poolSamples(a, b)).statistic).toBeCloseTo(andersonDarling(poolSamples(b, a)).statistic, 12)
})

it('never says less than 0.001 nor more than 0.25', () => {
  const apart = poolSamples(
    Array.from({ length: 50 }, (_, index) => index),
    Array.from({ length: 50 }, (_, index) => index + 100),
  )
  expect(andersonDarling(apart).pValue).toBe(0.001)
  expect(andersonDarling(poolSamples([1, 2, 3], [1, 2, 3])).pValue).toBe(0.25)
})

it('has no answer for too few rows, an empty side or rows that are all alike', () => {
  for (const cells of [poolSamples([1], [2, 3]), poolSamples([1, 2, 3, 4], []), poolSamples([1, 1, 1], [1, 1])]) {
    expect(andersonDarling(cells)).toEqual({ statistic: NaN, pValue: NaN })
    expect(andersonDarlingRightSided(cells)).toEqual({ statistic: NaN, pValue: NaN })
  }
})
