import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shareOfOrdersWithPairs } from './rank-sums.ts'

/** The slow way: the pairs of every order. */
function pairsOfEachOrder(n: number, m: number): number[] {
  if (n === 0 || m === 0) return [0]
  return [...pairsOfEachOrder(n - 1, m).map((pairs) => pairs + m), ...pairsOfEachOrder(n, m - 1)]
}

it('as many orders have so many pairs as counting each of them says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.nat(36), (n, m, count) => {
      const pairs = pairsOfEachOrder(n, m)
      const share = pairs.filter((one) => one >= count).length / pairs.length
      expect(shareOfOrdersWithPairs(n, m, count)).toBeCloseTo(share, 12)
    }),
  )
})

it('at the far end there is one order of all, also where there are more than a number can count one by one', () => {
  expect(shareOfOrdersWithPairs(3, 4, 12)).toBeCloseTo(1 / 35, 14)
  expect(shareOfOrdersWithPairs(100, 100, 10_000) * 9.054851465610328e58).toBeCloseTo(1, 12)
  expect(shareOfOrdersWithPairs(1, 1_000_000, 500_001)).toBeCloseTo(0.5, 5)
})
