// Evidence against one share, such as "18 % as ever", that may be looked at after every observation.

import { logGamma } from '../distributions/chi-squared.ts'

/**
 * How much likelier what was seen is under some share, each as likely as any other, than under the share asked about, in
 * logs: with s of n,
 *
 *   ln B(1 + s, 1 + n − s) − s ln p₀ − (n − s) ln(1 − p₀)
 *
 * If the share is p₀, the chance that e to the power of it ever reaches 1/α is at most α (Ville). Not valid where the share
 * is not the same throughout.
 * H. Robbins, "Statistical methods related to the law of the iterated logarithm", Ann. Math. Statist. 41 (1970).
 */
export function betaBinomialEvidence(successes: number, count: number, share: number): number {
  const failures = count - successes
  const mixed = logGamma(1 + successes) + logGamma(1 + failures) - logGamma(2 + count)
  return mixed - timesLog(successes, share) - timesLog(failures, 1 - share)
}

/** Nothing of what never happens is no contradiction. */
function timesLog(count: number, share: number): number {
  return count === 0 ? 0 : count * Math.log(share)
}
