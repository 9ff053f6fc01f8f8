import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chiSquareHomogeneity } from '../tables/chi-square.ts'
import { twoSharesTest, waldDifference } from './two-shares.ts'

const seen = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([count, share]) => ({ count, successes: Math.round(share * count) }))

it('the square of z is the chi-square of the table', () => {
  fc.assert(
    fc.property(seen, seen, (first, second) => {
      const z = twoSharesTest(first, second)?.z ?? 0
      const table = [first, second].map(({ successes, count }) => [successes, count - successes])
      const test = chiSquareHomogeneity(table[0] ?? [], table[1] ?? [])
      expect(z ** 2).toBeCloseTo(test?.statistic ?? -1, 8)
    }),
  )
})

it('where all are alike, or there are none, z says nothing', () => {
  const [all, none] = [
    { successes: 9, count: 9 },
    { successes: 0, count: 0 },
  ]
  expect(twoSharesTest(all, { successes: 4, count: 4 })).toBeNull()
  expect(twoSharesTest(all, none)).toBeNull()
  expect(waldDifference({ successes: 0, count: 9 }, { successes: 0, count: 5 })).toEqual({ low: 0, high: 0 })
})
