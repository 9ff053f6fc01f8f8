// The exact interval of Clopper and Pearson: of a share, erring never more often than it says.

import { betaQuantile } from '../distributions/beta.ts'
import type { Interval } from '../interval.ts'

/**
 * Between which ends the true share lies, where `successes` of `count` were seen; at a level of .95 in at least 95 of 100
 * samples, whatever the share is. With B(part; a, b) the quantile of the beta distribution, k of n and α = 1 − level:
 *
 *   low = B(α/2; k, n − k + 1),  high = B(1 − α/2; k + 1, n − k)
 *
 * Wider than Wilson's, which holds its level on average only: this one where an end decides. Neither need be a whole number: of what
 * is weighted they are effective ones, and then it is no longer exact. Of none it is [0, 1].
 * C. Clopper and E. Pearson, Biometrika 26 (1934). Golden: `statsmodels:proportion_confint[beta,0.95,first]`.
 */
export function clopperPearson(successes: number, count: number, level: number = 0.95): Interval {
  const oneSided = (1 + level) / 2
  return {
    low: clopperPearsonLower(successes, count, oneSided),
    high: clopperPearsonUpper(successes, count, oneSided),
  }
}

/** Above what the true share lies, in so many of 100 samples: the lower end alone, at a stated confidence. */
export function clopperPearsonLower(successes: number, count: number, confidence: number): number {
  return successes <= 0 ? 0 : betaQuantile(1 - confidence, successes, Math.max(0, count - successes) + 1)
}

/** Below what it lies: of nothing bad in n it is 1 − (1 − confidence)^(1/n), about 3/n at .95. */
export function clopperPearsonUpper(successes: number, count: number, confidence: number): number {
  return successes >= count ? 1 : betaQuantile(confidence, Math.max(0, successes) + 1, count - successes)
}
