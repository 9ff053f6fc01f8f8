// Between which ends a distance lies that noise can only make longer, and how surprising it is that it is so long.

import type { Interval } from './interval.ts'

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

/** So many deviations are passed in at most 2.5 of 100 samples on either side, by the tail below: √(2 ln 40). */
const Z = Math.sqrt(2 * Math.log(2 / 0.05))

/**
 * Ends between which the true distance lies in at least 95 of 100 samples:
 *
 *   max(0, observed − noise − z·deviation)  to  observed + z·deviation,   z = √(2 ln(2/0.05)) = 2.72
 *
 * Two samples of one and the same source are always some distance apart, the further the smaller they are. On average what
 * is observed is at least the true distance (noise has no way to shorten a length on average: Jensen) and at most the true
 * distance and the noise. Around its average it keeps to P(more than t deviations off, to one side) ≤ exp(−t²/2): the
 * distance is a function of the noise that moves no faster than the noise does, and such a function of normal noise has no
 * longer tails (Borell; Tsirelson, Ibragimov and Sudakov). Both tails get 2.5 %.
 *
 * The ends are cautious, never sharp: 95 is the least of 100, not the usual number. Not valid where the deviation is taken
 * from so few rows, or from rows with such tails, that means over them are nowhere near normal, or where rows hang together
 * and were counted as if they did not.
 */
export function distanceInterval({ observed, noise, deviation }: NoisyDistance): Interval {
  return { low: Math.max(0, observed - noise - Z * deviation), high: observed + Z * deviation }
}

/**
 * How surprising what was seen is if the true distance were at most `tolerance`: a p value, never smaller than the true one.
 *
 *   exp(−t²/2),   t = (observed − noise − tolerance) / deviation,   1 where t ≤ 0
 *
 * It is the same tail as that of the interval. Where nothing deviates it is 0 or 1. Tolerance 0 asks for any change at all.
 */
export function beyondTolerance({ observed, noise, deviation }: NoisyDistance, tolerance: number): number {
  const beyond = observed - noise - tolerance
  if (beyond <= 0) return 1
  return deviation === 0 ? 0 : Math.exp(-((beyond / deviation) ** 2) / 2)
}
