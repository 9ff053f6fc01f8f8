// Cramér's V: how strongly category and window hang together, from 0 to 1, whatever the number of rows.

import { type ChiSquare, chiSquareHomogeneity } from './chi-square.ts'

/**
 * Of counts of the same categories in two windows. With X² of the chi-square test, N all rows, r and k the rows and columns:
 *
 *   V = √( X² / (N · min(r − 1, k − 1)) ),  and of two windows min(r − 1, k − 1) = 1
 *
 * Null where a window is empty or there are not two categories. Above 0 by chance: without a difference V² is (k − 1) / N
 * on average. And it is larger where windows are of one size than where one is far larger.
 * H. Cramér, Mathematical Methods of Statistics (1946), 21.9. Golden: `rule:cramers_v[sqrt(chi2/(N*min(r-1,k-1)))]`.
 */
export function cramersV(reference: readonly number[], current: readonly number[]): number | null {
  const tested = chiSquareHomogeneity(reference, current)
  if (tested === null || tested.freedom === 0) return null
  return Math.sqrt(tested.statistic / sumOf(reference, current))
}

/**
 * The same without what chance adds. With φ² = X² / N:
 *
 *   φ̃² = max(0, φ² − (k − 1)(r − 1) / (N − 1)),  k̃ = k − (k − 1)² / (N − 1),  r̃ = r − (r − 1)² / (N − 1)
 *   Ṽ = √( φ̃² / min(k̃ − 1, r̃ − 1) )
 *
 * Null as V is, and where there are so few rows that nothing is left to divide by.
 * W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42 (2013).
 */
export function cramersVCorrected(reference: readonly number[], current: readonly number[]): number | null {
  const tested = chiSquareHomogeneity(reference, current)
  return tested === null ? null : correctedV(tested, sumOf(reference, current))
}

/** From a statistic that is there already, of so many rows in both windows together. */
export function correctedV({ statistic, freedom }: ChiSquare, rows: number): number | null {
  if (freedom === 0) return null
  const square = Math.max(0, statistic / rows - freedom / (rows - 1))
  const left = Math.min(freedom - freedom ** 2 / (rows - 1), 1 - 1 / (rows - 1))
  return left > 0 ? Math.sqrt(square / left) : null
}

function sumOf(reference: readonly number[], current: readonly number[]): number {
  return [...reference, ...current].reduce((sum, count) => sum + count, 0)
}
