import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson-interval.ts'

test('451 of 559 is 77.2 to 83.7 percent', () => {
  const { low, high } = wilsonInterval(451, 559)
  expect(low).toBeCloseTo(0.772, 3)
  expect(high).toBeCloseTo(0.837, 3)
})

test('the interval holds the share, stays inside 0 to 1, and mirrors when yes and no are swapped', () => {
  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
  fc.assert(
    fc.property(counts, ([successes, n]) => {
      const { low, high } = wilsonInterval(successes, n)
      const mirrored = wilsonInterval(n - successes, n)
      expect(low).toBeLessThanOrEqual(successes / n + 1e-12)
      expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(mirrored.low).toBeCloseTo(1 - high, 9)
    }),
  )
})
