import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entropyBits } from './entropy.ts'
import { jensenShannonDistance } from './jensen-shannon.ts'

const counts = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 2, maxLength: 12 })
  .map((pairs) => [pairs.map(([first]) => first), pairs.map(([, second]) => second)] as const)
  .filter((both) => both.every((one) => one.some((count) => count > 0)))

it('the distance of Jensen and Shannon is that of its definition by entropies', () => {
  fc.assert(
    fc.property(counts, ([p, q]) => {
      const share = (of: readonly number[]): number[] => of.map((count) => count / of.reduce((a, b) => a + b, 0))
      const middle = share(p).map((one, index) => (one + (share(q)[index] ?? 0)) / 2)
      const byEntropy = entropyBits(middle) - (entropyBits(p) + entropyBits(q)) / 2
      expect(jensenShannonDistance(p, q) ** 2).toBeCloseTo(byEntropy, 12)
    }),
  )
})

it('a difference of one in a thousand millions keeps its digits', () => {
  // m · d² / (2 ln 2) of two categories, where d = 1e-9.
  const distance = jensenShannonDistance([1e9 + 1, 1e9 - 1], [1e9 - 1, 1e9 + 1])
  expect(distance / (1e-9 / Math.sqrt(2 * Math.LN2))).toBeCloseTo(1, 6)
})
