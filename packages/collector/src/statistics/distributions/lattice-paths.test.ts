import fc from 'fast-check'
import { expect, it } from 'vitest'
import { greatestCommonDivisor, shareOfPathsLeaving } from './lattice-paths.ts'

/** The slow way: every order of `n` and `m` rows, and how far apart the two come in it. */
function furthestOfEachOrder(n: number, m: number): number[] {
  const [right, up] = [m / greatestCommonDivisor(n, m), n / greatestCommonDivisor(n, m)]
  function walk(i: number, j: number, furthest: number): number[] {
    const far = Math.max(furthest, Math.abs(i * right - j * up))
    if (i === n && j === m) return [far]
    return [...(i < n ? walk(i + 1, j, far) : []), ...(j < m ? walk(i, j + 1, far) : [])]
  }
  return walk(0, 0, 0)
}

it('as many orders come so far apart as counting each of them says', () => {
  for (const [n, m] of [
    [1, 1],
    [1, 4],
    [3, 5],
    [4, 6],
    [5, 5],
  ] as const) {
    const furthest = furthestOfEachOrder(n, m)
    for (let steps = 0; steps <= n * m; steps += 1) {
      const share = furthest.filter((far) => far >= steps).length / furthest.length
      expect(shareOfPathsLeaving(n, m, steps)).toBeCloseTo(share, 12)
    }
  }
})

it('says the same whichever sample is named first', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.nat(1600), (n, m, steps) => {
      expect(shareOfPathsLeaving(n + 1, m + 1, steps)).toBeCloseTo(shareOfPathsLeaving(m + 1, n + 1, steps), 12)
    }),
  )
})
