import { expect, it } from 'vitest'
import { chiSquaredAbove, chiSquaredUpperQuantile, logChoose, logGamma } from './chi-squared.ts'

it.each([
  [3.841458820694124, 1, 0.05],
  [40, 6, 4.555149505589213e-7],
])('above %d lies, of %d degrees, what closed forms say', (x, freedom, share) => {
  expect(chiSquaredAbove(x, freedom) / share).toBeCloseTo(1, 9)
  expect(chiSquaredUpperQuantile(share, freedom)).toBeCloseTo(x, 8)
})

it('ways to choose are counted as factorials say', () => {
  expect(Math.exp(logChoose(10, 3))).toBeCloseTo(120, 9)
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 12)
})

it('above nothing lies all of it', () => {
  expect(chiSquaredAbove(0, 3)).toBe(1)
})
