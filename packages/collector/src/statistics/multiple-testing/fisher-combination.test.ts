import { expect, it } from 'vitest'
import { fisherCombination } from './fisher-combination.ts'

it('of one test is that test', () => {
  expect(fisherCombination([0.03]).p).toBeCloseTo(0.03, 12)
})

it('is certain where one of them is, and knows nothing of nothing', () => {
  expect(fisherCombination([0, 0.5])).toEqual({ statistic: Infinity, p: 0 })
  expect(fisherCombination([])).toEqual({ statistic: 0, p: 1 })
})
