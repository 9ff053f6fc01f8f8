import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binOf, errorOf, type Grid, middleOf, spreadsOf, startOf } from './grid.ts'

/** However large or small, as often as any other. */
const anyValue = fc.double({ noNaN: true, noDefaultInfinity: true })
const anyGrid: fc.Arbitrary<Grid> = fc.record({
  centre: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  spread: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
})

it('a larger value is never in a lower bin', () => {
  fc.assert(
    fc.property(anyGrid, anyValue, anyValue, (grid, one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      expect(binOf(grid, low)).toBeLessThanOrEqual(binOf(grid, high))
    }),
  )
})

it('a value differs from what is said of its bin by no more than the bound', () => {
  fc.assert(
    fc.property(anyGrid, anyValue, (grid, value) => {
      // Further out than that in spreads, a difference cannot be told.
      fc.pre(Math.abs((value - grid.centre) / grid.spread) < 1e308)
      const bound = 0.01 * Math.hypot(grid.spread, value - grid.centre)
      // Half a bin is slightly wider on its outer side; and no number is told more exactly than numbers are.
      const allowed = bound * 1.0101 + Number.EPSILON * 4 * Math.max(Math.abs(value), Math.abs(grid.centre))
      expect(Math.abs(middleOf(grid, binOf(grid, value)) - value)).toBeLessThanOrEqual(allowed)
    }),
    { numRuns: 300 },
  )
})

it('a bin holds what begins it, and its error is half of how far the next one is', () => {
  fc.assert(
    fc.property(anyGrid, fc.integer({ min: -1_500, max: 1_500 }), ({ spread }, bin) => {
      const grid = { centre: 0, spread }
      const [start, end] = [startOf(grid, bin), startOf(grid, bin + 1)]
      expect(binOf(grid, start + (end - start) * 1e-6)).toBe(bin)
      expect(binOf(grid, middleOf(grid, bin))).toBe(bin)
      expect(binOf(grid, end - (end - start) * 1e-6)).toBe(bin)
      expect(errorOf(grid, bin)).toBeCloseTo((end - start) / 2, 9)
    }),
  )
})

it('every number has a bin that is whole, and a place that is a number', () => {
  fc.assert(
    fc.property(
      fc.record({ centre: anyValue, spread: anyValue.map((value) => Math.abs(value) || 1) }),
      anyValue,
      (grid, value) => {
        const bin = binOf(grid, value)
        expect(Number.isSafeInteger(bin)).toBe(true)
        for (const place of [middleOf(grid, bin), startOf(grid, bin), startOf(grid, bin + 1), spreadsOf(bin)]) {
          expect(Number.isFinite(place)).toBe(true)
        }
      },
    ),
  )
})

it('zero is zero, whatever its sign', () => {
  for (const value of [0, -0, -Number.MIN_VALUE]) expect(binOf({ centre: 0, spread: 1 }, value)).toBe(0)
})

it('one spread from the centre is nearly one, and far out it is a logarithm', () => {
  const grid = { centre: 5, spread: 2 }
  expect(spreadsOf(binOf(grid, 7))).toBeCloseTo(0.88, 2)
  expect(spreadsOf(binOf(grid, 2_000)) - spreadsOf(binOf(grid, 2_000 / Math.E))).toBeCloseTo(1, 1)
})
