// The G test of homogeneity: as the chi-square test, by the ratio of likelihoods.

import { chiSquaredAbove } from '../distributions/chi-squared.ts'
import type { ChiSquare } from './chi-square.ts'
import { expectedCells } from './expected-cells.ts'

/**
 * Of counts of the same categories in two windows, with O and E as of the chi-square test:
 *
 *   G = 2 Σ O · ln(O / E),  which without a difference is chi-squared of (categories − 1) degrees
 *
 * It is 2N ln 2 times a Jensen–Shannon divergence in bits where windows are of one size, so the two tell one story. Null where a
 * window is empty. Not valid where many E are below 5, and there it errs more than Pearson's.
 * S. S. Wilks, Annals of Mathematical Statistics 6 (1935). Golden: `scipy:chi2_contingency[G-test,no correction]`.
 */
export function gTest(reference: readonly number[], current: readonly number[]): ChiSquare | null {
  const cells = expectedCells(reference, current)
  if (cells === null) return null
  const half = cells.reduce(
    (sum, { observed, expected }) => (observed === 0 ? sum : sum + observed * Math.log(observed / expected)),
    0,
  )
  // Where nothing differs what is left of the sum is rounding, and may be below 0.
  const statistic = Math.max(0, 2 * half)
  const freedom = cells.length / 2 - 1
  return { statistic, freedom, pValue: chiSquaredAbove(statistic, freedom) }
}
