// A distance as an effect: what is left of it without noise, its interval, and how surprising it is.

import type { EffectUnit } from '@trimtab/contract/drift'
import { beyondTolerance, distanceInterval, type NoisyDistance } from '../../statistics/distance-interval.ts'
import type { Measured } from './change.ts'

export interface DistanceKind {
  unit: EffectUnit
  method: string
  tolerance: number
  /** No distance is longer. */
  most: number
  /** What bins cannot tell. */
  fixed: number
}

/** With the noise it is as a + e is, whose square is a² + e² on average: so it is estimated as √(observed² − noise²). */
export function measureDistance(
  distance: NoisyDistance,
  { unit, method, tolerance, most, fixed }: DistanceKind,
): Measured {
  const { low, high } = distanceInterval(distance)
  const estimate = Math.sqrt(Math.max(0, distance.observed ** 2 - distance.noise ** 2))
  return {
    effect: {
      estimate: Math.min(estimate, most),
      low: Math.min(Math.max(0, low - fixed), most),
      high: Math.min(high + fixed, most),
      unit,
    },
    fixed,
    pValue: beyondTolerance(distance, tolerance + fixed),
    method,
  }
}
