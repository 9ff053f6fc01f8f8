// The two maximum mean discrepancies of evidently 0.7, of a column of numbers and of vectors.

import { gaussianKernel, meanDiscrepancy, type Points, squaredDistance } from '../../embeddings/pooled-kernel.ts'
import { quantileOfSorted, sortedValues } from '../../histograms/quantile.ts'

/**
 * The statistic of its `empirical_mmd` of a column: unbiased, with σ² half the median squared distance of the reference to
 * itself, each row with itself among them. What is wrong with it: the width does not see the current window; and squares
 * are worked out as y² − 2xy + x², which for numbers that are large beside their spread leaves few digits. The width is
 * followed in that, the discrepancy itself is not. Golden: `evidently:empirical_mmd statistic`.
 */
export function evidentlyNumericDiscrepancy(
  reference: readonly number[],
  current: readonly number[],
): { sigma: number; unbiased: number } {
  const apart = reference.flatMap((x) => reference.map((y) => y * y - 2 * (x * y) + x * x))
  const squares = sortedValues(apart)
  const median = squares[nearestMiddle(squares.length)] ?? NaN
  const squaredWidth = median === 0 ? 0.5 : median / 2
  const points = [...reference, ...current].map((value) => [value])
  const { unbiased } = meanDiscrepancy(gaussianKernel(points, squaredWidth), reference.length)
  return { sigma: Math.sqrt(squaredWidth), unbiased }
}

/**
 * Its `mmd` of embeddings up to 1,000 rows: unbiased, cut at 0, with the kernel exp(−γ|x − y|²) and γ one over the squared
 * median distance between rows of the two samples. What is wrong with it: γ depends on the drift itself; its bootstrap
 * alarms above the 5 % quantile in place of the 95 %, and so nearly always. Golden: `evidently:MMDDriftMethod statistic …`.
 */
export function evidentlyEmbeddingDiscrepancy(
  reference: Points,
  current: Points,
): { gamma: number; discrepancy: number } {
  const distances = reference.flatMap((x) => current.map((y) => Math.sqrt(squaredDistance(x, y))))
  const median = quantileOfSorted(sortedValues(distances), 0.5)
  const { unbiased } = meanDiscrepancy(gaussianKernel([...reference, ...current], median ** 2 / 2), reference.length)
  return { gamma: 1 / median ** 2, discrepancy: Math.max(0, unbiased) }
}

/** Of an even number of values the upper of the two in the middle where its place is even, as numpy rounds halves. */
function nearestMiddle(count: number): number {
  const lower = Math.floor((count - 1) / 2)
  return (count - 1) % 2 === 1 && lower % 2 === 1 ? lower + 1 : lower
}
