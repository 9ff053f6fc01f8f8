// Where to cut a sample into bins of equal width, by the rules that have names.

import { quantileOfSorted, sortedValues } from './quantile.ts'

export type BinRule = 'sturges' | 'doane' | 'scott' | 'fd' | 'auto'

/**
 * The ends of the bins, one more than there are bins, from the least to the greatest value. A rule says how wide they should
 * be, and there are as many as it takes; with n values, s their standard deviation, g their skewness:
 *
 *   sturges   range / (1 + log₂ n)                              for what is nearly normal; too few for many rows
 *   doane     range / (1 + log₂ n + log₂(1 + |g| / s_g))        sturges with more for the skewed, s_g² = 6(n−2)/((n+1)(n+3))
 *   scott     s · ∛(24 √π / n)                                  least squared error for a normal
 *   fd        2 · IQR / ∛n                                      Freedman and Diaconis: scott without s, which outliers stretch
 *   auto      the narrower of fd and sturges                    sturges where the quartiles are equal
 *
 * Where all values are equal, or the rule knows no width, it is one bin, of width 1 around one value. Of no values it is 0 to 1.
 *
 * Not for comparing windows where the sample is one of them: cuts must be those of the reference, kept with it. One far-off
 * value makes fd cut millions of bins. Same as numpy's `histogram_bin_edges`. Golden: `numpy:histogram_bin_edges[…]`.
 */
export function binEdges(values: readonly number[], rule: BinRule): number[] {
  const sorted = sortedValues(values)
  const [least, greatest] = [sorted[0] ?? 0, sorted.at(-1) ?? 1]
  if (least === greatest) return [least - 0.5, greatest + 0.5]
  const width = sorted.length === 0 ? 0 : widthBy(rule, sorted)
  return equalEdges(least, greatest, width === 0 ? 1 : Math.ceil((greatest - least) / width))
}

/** So many bins of equal width. */
export function equalEdges(from: number, to: number, bins: number): number[] {
  const step = (to - from) / bins
  return Array.from({ length: bins + 1 }, (_, index) => (index === bins ? to : from + index * step))
}

function widthBy(rule: BinRule, sorted: readonly number[]): number {
  const count = sorted.length
  const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0)
  const sturges = range / (Math.log2(count) + 1)
  if (rule === 'sturges') return sturges
  if (rule === 'doane') return doaneWidth(sorted, range)
  if (rule === 'scott') return Math.cbrt((24 * Math.sqrt(Math.PI)) / count) * deviationOf(sorted, meanOf(sorted))
  const quartiles = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)
  const fd = (2 * quartiles) / Math.cbrt(count)
  return rule === 'fd' ? fd : fd === 0 ? sturges : Math.min(fd, sturges)
}

function doaneWidth(sorted: readonly number[], range: number): number {
  const count = sorted.length
  const mean = meanOf(sorted)
  const deviation = deviationOf(sorted, mean)
  if (count <= 2 || deviation === 0) return 0
  const skewness = meanOf(sorted.map((value) => ((value - mean) / deviation) ** 3))
  const usual = Math.sqrt((6 * (count - 2)) / ((count + 1) * (count + 3)))
  return range / (1 + Math.log2(count) + Math.log2(1 + Math.abs(skewness) / usual))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviationOf(values: readonly number[], mean: number): number {
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}
