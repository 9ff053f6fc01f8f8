import { expect, it } from 'vitest'
import { fisherExact } from './fisher-exact.ts'

it('the lady who tasted tea told three of four cups: .486, and four of four: 1 in 35', () => {
  expect(fisherExact({ successes: 3, count: 4 }, { successes: 1, count: 4 }).pValue).toBeCloseTo(34 / 70, 12)
  expect(fisherExact({ successes: 4, count: 4 }, { successes: 0, count: 4 })).toEqual({
    oddsRatio: Infinity,
    pValue: expect.closeTo(2 / 70, 12) as number,
  })
})
