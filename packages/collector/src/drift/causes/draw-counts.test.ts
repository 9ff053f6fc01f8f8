import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { drawCount, drawCounts } from './draw-counts.ts'

it.each([
  [10, 0.3],
  [1000, 0.004],
  [1000, 0.999],
  [5000, 0.4],
])('of %i rows with a chance of %f counts have the mean and the variance of a binomial', (rows, chance) => {
  const random = createRandom(rows)
  const drawn = Array.from({ length: 4000 }, () => drawCount(rows, chance, random))
  const mean = drawn.reduce((sum, count) => sum + count, 0) / drawn.length
  const variance = drawn.reduce((sum, count) => sum + (count - mean) ** 2, 0) / drawn.length
  const expected = rows * chance * (1 - chance)
  expect(Math.abs(mean - rows * chance)).toBeLessThan(4 * Math.sqrt(expected / drawn.length))
  expect(variance / expected).toBeGreaterThan(0.9)
  expect(variance / expected).toBeLessThan(1.1)
})

it('all rows are drawn, each into one part, and none into a part of nothing', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(shares, fc.nat({ max: 100_000 }), fc.nat(), (parts, rows, seed) => {
      const all = parts.reduce((sum, part) => sum + part, 0)
      fc.pre(all > 1e-9)
      const counts = drawCounts(rows, [...parts.map((part) => part / all), 0], createRandom(seed))
      expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true)
      expect(rows - counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(0)
      expect(counts.at(-1)).toBe(0)
    }),
  )
})
