// Between which ends a distance lies that noise can only make longer, and how surprising it is that it is so long.

import { normalAbove } from './distributions/normal.ts'
import { type Interval, Z_95 } from './interval.ts'

/** A distance that is never below zero, seen between two samples, and what noise alone does to it. */
export interface NoisyDistance {
  readonly observed: number
  /** Upper bound of what noise alone adds on average. */
  readonly noise: number
  /** Upper bound of the standard deviation: the largest of any direction. */
  readonly deviation: number
}

/** How many rows that do not hang together a side is worth: its count divided by how much they do. */
export interface EffectiveCounts {
  readonly reference: number
  readonly current: number
}

/**
 * Ends between which the true distance lies in at least 95 of 100 samples:
 *
 *   max(0, observed − noise − z·deviation)  to  observed + z·deviation,   z = 1.96
 *
 * Two samples of one and the same source are always some distance apart, the further the smaller they are. What is observed
 * is a convex function of normal noise e around the true difference a, such as Σ|a + e|, that moves no faster than the
 * deviation says. From this follow both ends, each passed in at most 2.5 of 100 samples:
 *
 * - It is never shorter than the sum of a + e with the signs of a, which is normal around the true distance. So the true
 *   distance is above observed + z·deviation as seldom as that.
 * - It is above its median by more than z deviations no more often than a normal number is (Borell; Tsirelson, Ibragimov and
 *   Sudakov). The median of a convex function is at most its mean (Kwapień), and the mean at most the true distance and the
 *   noise. So the true distance is below observed − noise − z·deviation as seldom as that.
 *
 * The ends are cautious, never sharp: 95 is the least of 100, not the usual number. Not valid where the deviation is taken
 * from so few rows, or from rows with such tails, that means over them are nowhere near normal, or where rows hang together
 * and were counted as if they did not.
 * C. Borell, "The Brunn-Minkowski inequality in Gauss space", Inventiones 30 (1975); S. Kwapień, "A remark on the median and
 * the expectation of convex functions of Gaussian vectors" (1994).
 */
export function distanceInterval({ observed, noise, deviation }: NoisyDistance): Interval {
  return { low: Math.max(0, observed - noise - Z_95 * deviation), high: observed + Z_95 * deviation }
}

/**
 * How surprising what was seen is if the true distance were at most `tolerance`: a p value, never smaller than the true one.
 *
 *   Φ(−t),   t = (observed − noise − tolerance) / deviation,   1 where t ≤ 0
 *
 * It is the same tail as that of the lower end. Where nothing deviates it is 0 or 1. Tolerance 0 asks for any change at all.
 */
export function beyondTolerance({ observed, noise, deviation }: NoisyDistance, tolerance: number): number {
  const beyond = observed - noise - tolerance
  if (beyond <= 0) return 1
  return deviation === 0 ? 0 : normalAbove(beyond / deviation)
}
