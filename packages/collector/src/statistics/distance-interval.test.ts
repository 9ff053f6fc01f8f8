import fc from 'fast-check'
import { expect, it } from 'vitest'
import { beyondTolerance, distanceInterval } from './distance-interval.ts'

const part = fc.double({ min: 0, max: 1e6, noNaN: true })
const noisy = fc.record({ observed: part, noise: part, deviation: part })

it('of a distance of 1 with noise .1 and deviation .1 the ends are .704 and 1.196', () => {
  const { low, high } = distanceInterval({ observed: 1, noise: 0.1, deviation: 0.1 })
  expect(low).toBeCloseTo(0.9 - 0.1 * 1.959_963_984_540_054, 12)
  expect(high).toBeCloseTo(1 + 0.1 * 1.959_963_984_540_054, 12)
})

it('two deviations beyond noise and tolerance are as surprising as of a normal number', () => {
  expect(beyondTolerance({ observed: 1, noise: 0.3, deviation: 0.2 }, 0.3)).toBeCloseTo(0.022_750_131_948_179_2, 12)
})

it('what noise alone explains is no surprise, and where nothing deviates any excess is certain', () => {
  expect(beyondTolerance({ observed: 0.3, noise: 0.3, deviation: 0.1 }, 0)).toBe(1)
  expect(beyondTolerance({ observed: 0.3, noise: 0, deviation: 0 }, 0.3)).toBe(1)
  expect(beyondTolerance({ observed: 0.4, noise: 0, deviation: 0 }, 0.3)).toBe(0)
  expect(beyondTolerance({ observed: 0.4, noise: 0, deviation: Infinity }, 0)).toBe(0.5)
})

it('an interval holds what was observed and never starts below zero', () => {
  fc.assert(
    fc.property(noisy, (distance) => {
      const { low, high } = distanceInterval(distance)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(low).toBeLessThanOrEqual(distance.observed)
      expect(high).toBeGreaterThanOrEqual(distance.observed)
    }),
  )
})

it('a tolerance below the interval is beyond all doubt at 2.5 %, and one above its start is not', () => {
  fc.assert(
    fc.property(noisy, part, (distance, tolerance) => {
      const { low } = distanceInterval(distance)
      fc.pre(Math.abs(low - tolerance) > 1e-6 * (1 + low + distance.noise + distance.deviation))
      expect(beyondTolerance(distance, tolerance) < 0.025).toBe(tolerance < low)
    }),
  )
})
