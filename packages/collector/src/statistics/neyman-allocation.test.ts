import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allocate } from './neyman-allocation.ts'

const strata = fc.array(
  fc.record({ size: fc.integer({ min: 0, max: 100_000 }), deviation: fc.double({ min: 0, max: 0.5, noNaN: true }) }),
  { minLength: 1, maxLength: 20 },
)

function allocated(of: readonly { size: number; deviation: number }[], budget: number): number[] {
  return allocate({ sizes: of.map(({ size }) => size), deviations: of.map(({ deviation }) => deviation), budget })
}

it('twice the size, or twice the deviation, gets twice as many', () => {
  expect(allocate({ sizes: [1000, 2000, 1000], deviations: [0.1, 0.1, 0.2], budget: 100 })).toEqual([20, 40, 40])
})

it('each gets as its size times its deviation: of 600, 500 and 800 parts', () => {
  const shares = allocate({ sizes: [300, 500, 200], deviations: [2, 1, 4], budget: 100 })
  expect(shares.map((share) => Math.round(share * 10) / 10)).toEqual([31.6, 26.3, 42.1])
})

it('what a full stratum cannot take is shared out among the others', () => {
  expect(allocate({ sizes: [10, 1000, 1000], deviations: [0.5, 0.1, 0.3], budget: 90 })).toEqual([
    90 * (5 / 405),
    90 * (100 / 405),
    90 * (300 / 405),
  ])
  expect(allocate({ sizes: [10, 1000, 1000], deviations: [500, 0.1, 0.3], budget: 90 })).toEqual([10, 20, 60])
})

it('strata in which nothing differs get what is left, by their size', () => {
  expect(allocate({ sizes: [10, 300, 100], deviations: [0.5, 0, 0], budget: 50 })).toEqual([10, 30, 10])
  expect(allocate({ sizes: [300, 100], deviations: [0, 0], budget: 40 })).toEqual([30, 10])
})

it('an allocation adds up to the budget, or to all there are, and never exceeds a stratum', () => {
  fc.assert(
    fc.property(strata, fc.double({ min: 0, max: 1e6, noNaN: true }), (of, budget) => {
      const shares = allocated(of, budget)
      const all = of.reduce((sum, { size }) => sum + size, 0)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(Math.min(budget, all), 3)
      for (const [index, share] of shares.entries()) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(of[index]?.size ?? 0)
      }
    }),
  )
})

it('no other allocation of the same budget has a smaller variance', () => {
  const variance = (of: readonly { size: number; deviation: number }[], shares: readonly number[]): number =>
    of.reduce((sum, { size, deviation }, index) => sum + (size * deviation) ** 2 / (shares[index] ?? 0), 0)
  const alive = fc.array(
    fc.record({ size: fc.integer({ min: 20, max: 1000 }), deviation: fc.double({ min: 0.05, max: 0.5, noNaN: true }) }),
    { minLength: 2, maxLength: 5 },
  )
  fc.assert(
    fc.property(alive, fc.double({ min: 0.01, max: 0.4, noNaN: true }), (of, moved) => {
      const shares = allocated(of, 10)
      const [first = 0, second = 0, ...rest] = shares
      const other = [first + moved * second, second - moved * second, ...rest]
      expect(variance(of, other)).toBeGreaterThanOrEqual(variance(of, shares) * (1 - 1e-9))
    }),
  )
})
