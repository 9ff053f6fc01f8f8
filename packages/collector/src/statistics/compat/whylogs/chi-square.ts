// The chi-square test of whylogs: of the current window against the reference, as if that were the truth, and in whole rows.

import { chiSquaredAbove } from '../../distributions/chi-squared.ts'
import type { ChiSquare } from '../../tables/chi-square.ts'

/**
 * What is expected of a category is its share in the reference times the current rows, cut to a whole number; where that is 0 the
 * statistic is infinite. Degrees are the categories of the current window − 1, at least 1.
 *
 * What is wrong with it: the reference is taken for the truth; cutting makes every statistic too large; a category that is new,
 * or merely rare, is a drift; and one that vanished adds to the statistic without a degree for it. Golden: `whylogs:chi-square(exact counts)`.
 */
export function whylogsChiSquare(reference: readonly number[], current: readonly number[]): ChiSquare {
  const [before, now] = [sumOf(reference), sumOf(current)]
  let [statistic, seen] = [0, 0]
  for (const [category, count] of current.entries()) {
    const expected = Math.trunc(((reference[category] ?? 0) / before) * now)
    statistic += expected === 0 ? Infinity : (count - expected) ** 2 / expected
    if (count > 0) seen += 1
  }
  const freedom = Math.max(1, seen - 1)
  return { statistic, freedom, pValue: statistic === Infinity ? 0 : chiSquaredAbove(statistic, freedom) }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
