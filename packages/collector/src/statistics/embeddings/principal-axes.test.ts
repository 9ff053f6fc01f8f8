import fc from 'fast-check'
import { expect, it } from 'vitest'
import { principalAxes } from './principal-axes.ts'

const value = fc.double({ min: -9, max: 9, noNaN: true })
const rows = fc.array(fc.tuple(value, value, value, value), { minLength: 5, maxLength: 20 })

it('rows on a line have one axis, along it', () => {
  const { axes, shares } = principalAxes([
    [0, 0],
    [3, 4],
    [6, 8],
  ])
  expect(shares[0]).toBeCloseTo(1, 12)
  expect(Math.abs(axes[0]?.[0] ?? 0)).toBeCloseTo(0.6, 12)
  expect(Math.abs(axes[0]?.[1] ?? 0)).toBeCloseTo(0.8, 12)
})

it('axes are at right angles, of length 1, and rows vary along each as much as its share says', () => {
  fc.assert(
    fc.property(rows, (table) => {
      const { axes, shares } = principalAxes(table)
      const dot = (x: readonly number[], y: readonly number[]): number =>
        x.reduce((sum, one, index) => sum + one * (y[index] ?? NaN), 0)
      const varianceOf = (values: readonly number[]): number => {
        const mean = values.reduce((sum, one) => sum + one, 0) / values.length
        return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length
      }
      const along = axes.map((axis) => varianceOf(table.map((row) => dot(row, axis))))
      const whole = along.reduce((sum, one) => sum + one, 0)
      fc.pre(whole > 1e-6)
      for (const [p, axis] of axes.entries()) {
        expect((along[p] ?? NaN) / whole).toBeCloseTo(shares[p] ?? NaN, 9)
        for (const [q, other] of axes.entries()) expect(dot(axis, other)).toBeCloseTo(p === q ? 1 : 0, 9)
      }
      expect(shares.slice(1).every((share, index) => share <= (shares[index] ?? 0))).toBe(true)
    }),
  )
})
