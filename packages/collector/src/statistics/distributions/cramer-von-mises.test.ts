import { expect, it } from 'vitest'
import { cramerVonMisesAbove, shareOfPathsSummingTo } from './cramer-von-mises.ts'

/** The slow way: every order of `n` and `m` rows, with sizes that have no common divisor, and its sum. */
function sumOfEachOrder(n: number, m: number): number[] {
  function walk(i: number, j: number, before: number): number[] {
    const sum = before + (i * m - j * n) ** 2
    if (i === n && j === m) return [sum]
    return [...(i < n ? walk(i + 1, j, sum) : []), ...(j < m ? walk(i, j + 1, sum) : [])]
  }
  return walk(0, 0, 0)
}

it.each([
  [0.3473, 0.1],
  [0.46136, 0.05],
  [0.74346, 0.01],
  [0.0248, 0.99],
])('beyond %d lies, of endless samples, what the table of Anderson and Darling says', (x, share) => {
  expect(cramerVonMisesAbove(x) / share).toBeCloseTo(1, 3)
})

it('all lies beyond nothing and nothing beyond much', () => {
  expect(cramerVonMisesAbove(0)).toBe(1)
  expect(cramerVonMisesAbove(50)).toBeLessThan(1e-6)
})

it('as many orders have so large a sum as counting each of them says', () => {
  for (const [n, m] of [
    [2, 3],
    [4, 5],
    [6, 5],
  ] as const) {
    const sums = sumOfEachOrder(n, m)
    for (const least of new Set([0, ...sums, ...sums.map((sum) => sum + 1)])) {
      const share = sums.filter((sum) => sum >= least).length / sums.length
      expect(shareOfPathsSummingTo(n, m, least)).toBeCloseTo(share, 12)
    }
  }
})
