// The chi-square and G tests of evidently: of the current window against the reference, as if that were the truth.

import { chiSquaredAbove } from '../../distributions/chi-squared.ts'

/**
 * For those who come from evidently and want the number they know; ours is the test of homogeneity. The counts of the reference are
 * scaled to the size of the current window, and are what is expected; degrees are categories − 1; NaN of a single one.
 *
 * What is wrong with it: the reference is a sample too, and is not treated as one, so that of 1,000 and 500 rows without drift, 10 categories, 31 %
 * are said to drift at .05; and a label that is new in one row of a thousand has p = 0.
 * Golden: `evidently:chisquare(goodness-of-fit against scaled reference)`.
 */
export function evidentlyChiSquare(reference: readonly number[], current: readonly number[]): number {
  const scale = sumOf(current) / sumOf(reference)
  return pValueOf(reference, current, (expected, observed) => (observed - expected * scale) ** 2 / (expected * scale))
}

/**
 * 2 Σ O ln(O / E) in its place. evidently raises where the windows are not of one size, and so does nobody's dashboard: here it is NaN.
 * Golden: `evidently:g_test`.
 */
export function evidentlyGTest(reference: readonly number[], current: readonly number[]): number {
  if (sumOf(reference) !== sumOf(current)) return NaN
  return pValueOf(reference, current, (expected, observed) =>
    observed === 0 ? 0 : 2 * observed * Math.log(observed / expected),
  )
}

function pValueOf(
  reference: readonly number[],
  current: readonly number[],
  term: (expected: number, observed: number) => number,
): number {
  const statistic = reference.reduce((sum, expected, category) => sum + term(expected, current[category] ?? 0), 0)
  if (reference.length < 2 || Number.isNaN(statistic)) return NaN
  return statistic === Infinity ? 0 : chiSquaredAbove(statistic, reference.length - 1)
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
