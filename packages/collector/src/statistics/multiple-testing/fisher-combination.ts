// One answer of many independent tests: is anything there at all?

import { chiSquaredAbove } from '../distributions/chi-squared.ts'

/**
 * −2 Σ ln p, which without any effect is chi-squared with two degrees of freedom for each p value. Most able where many
 * tests point the same way a little. Not valid where the tests hang together: then it alarms on nothing.
 * R. A. Fisher, Statistical Methods for Research Workers (1925); scipy's combine_pvalues with the method `fisher`.
 */
export function fisherCombination(pValues: readonly number[]): { statistic: number; p: number } {
  const statistic = pValues.reduce((sum, p) => sum - 2 * Math.log(p), 0)
  if (statistic === Infinity) return { statistic, p: 0 }
  return { statistic, p: chiSquaredAbove(statistic, 2 * pValues.length) }
}
