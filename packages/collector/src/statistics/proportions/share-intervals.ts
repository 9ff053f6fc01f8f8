// Three more intervals of a share, for those who are used to them: of Agresti and Coull, of Jeffreys, and of Wald.

import { betaQuantile } from '../distributions/beta.ts'
import { type Interval, Z_95 } from '../interval.ts'

/**
 * p̃ ± z √(p̃(1 − p̃)/ñ) with ñ = n + z² and p̃ = (k + z²/2)/ñ, cut at 0 and 1: Wald's, as if there were two more of each. Has the
 * middle of Wilson's and is never narrower. A. Agresti and B. Coull, The American Statistician 52 (1998). Golden:
 * `statsmodels:proportion_confint[agresti_coull,0.95,first]`.
 */
export function agrestiCoull(successes: number, count: number): Interval {
  return around((successes + Z_95 ** 2 / 2) / (count + Z_95 ** 2), count + Z_95 ** 2)
}

/**
 * The middle 95 % of Beta(k + ½, n − k + ½): what is believed of the share by someone who believed nothing before. Near the ends
 * it errs more often than it says: of 0 of n it leaves 0 out. H. Jeffreys, Theory of Probability (1961). Golden:
 * `statsmodels:proportion_confint[jeffreys,0.95,first]`.
 */
export function jeffreysInterval(successes: number, count: number): Interval {
  const [a, b] = [successes + 0.5, count - successes + 0.5]
  return { low: betaQuantile(0.025, a, b), high: betaQuantile(0.975, a, b) }
}

/**
 * p ± z √(p(1 − p)/n), cut at 0 and 1. For comparison with what others report and for nothing else: of 0 of 20 it says that
 * the share is 0. Null of no observations. Golden: `statsmodels:proportion_confint[normal,0.95,first]`.
 */
export function waldInterval(successes: number, count: number): Interval | null {
  return count === 0 ? null : around(successes / count, count)
}

function around(share: number, count: number): Interval {
  const half = Z_95 * Math.sqrt((share * (1 - share)) / count)
  return { low: Math.max(0, share - half), high: Math.min(1, share + half) }
}
