import { expect, it } from 'vitest'
import { beyondTolerance, distanceInterval } from '../../statistics/distance-interval.ts'
import { type DistanceKind, measureDistance } from './measured-distance.ts'

const KIND: DistanceKind = { unit: 'spreads', method: 'a method', tolerance: 0.1, most: 2, fixed: 0.01 }

it('what bins cannot tell widens an interval at both ends, and counts for the tolerance', () => {
  const distance = { observed: 0.4, noise: 0.05, deviation: 0.04 }
  const { low, high } = distanceInterval(distance)
  const { effect, pValue } = measureDistance(distance, KIND)
  expect(effect.low).toBeCloseTo(low - 0.01, 12)
  expect(effect.high).toBeCloseTo(high + 0.01, 12)
  const near = { ...distance, observed: 0.17 }
  expect(measureDistance(near, KIND).pValue).toBe(beyondTolerance(near, 0.11))
  expect(beyondTolerance(near, 0.11)).toBeGreaterThan(beyondTolerance(near, 0.1))
  expect(pValue).toBeLessThan(0.05)
})
