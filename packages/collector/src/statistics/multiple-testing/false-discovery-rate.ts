// Many tests at once, and few false among those that alarm: corrections that keep the share of false ones at a level.

import { type Corrected, stepUp } from './stepwise.ts'

/**
 * Rejects the k smallest, with k the largest for which the k-th is at most kα/n. Of what is rejected at most a share of α
 * is false on average. Valid for independent or positively dependent tests.
 * Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995); `fdr_bh` of statsmodels.
 */
export function benjaminiHochberg(pValues: readonly number[], alpha: number): Corrected {
  return discover(pValues, alpha, 1)
}

/**
 * The same with α divided by 1 + 1/2 + … + 1/n, valid however the tests hang together.
 * Y. Benjamini and D. Yekutieli, "The control of the false discovery rate in multiple testing under dependency", Ann.
 * Statist. 29 (2001); `fdr_by` of statsmodels.
 */
export function benjaminiYekutieli(pValues: readonly number[], alpha: number): Corrected {
  return discover(
    pValues,
    alpha,
    pValues.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0),
  )
}

function discover(pValues: readonly number[], alpha: number, penalty: number): Corrected {
  const shareOf = (rank: number): number => (rank + 1) / pValues.length / penalty
  return stepUp(pValues, { adjust: (p, rank) => p / shareOf(rank), limit: (rank) => shareOf(rank) * alpha })
}
