// The chi-square test of homogeneity of Pearson: have two windows the same shares of categories, or is it chance?

import { chiSquaredAbove } from '../distributions/chi-squared.ts'
import { type ExpectedCell, expectedCells } from './expected-cells.ts'

export interface ChiSquare {
  statistic: number
  /** Categories that occur, less one. */
  freedom: number
  /** How often chance alone gives as large a statistic, or a larger one. */
  pValue: number
}

/**
 * Of counts of the same categories in two windows. With O what was seen in a cell, and E what the sums of its row and column
 * would have it be:
 *
 *   X² = Σ (O − E)² / E,  which without a difference is chi-squared of (categories − 1) degrees
 *
 * Both windows are samples here: neither is taken for the truth, as a test of fit against the reference does, and a category that is
 * new in one counts as any. Categories that occur in neither are left out. Null where a window is empty.
 *
 * Not valid where many E are below 5 (the exact test then, or rare ones folded together), nor where rows hang together. Of
 * a million rows it finds differences that are no harm: see with it how large they are.
 * K. Pearson, Philosophical Magazine 50 (1900). Golden: `scipy:chi2_contingency[no correction]`.
 */
export function chiSquareHomogeneity(reference: readonly number[], current: readonly number[]): ChiSquare | null {
  return tested(expectedCells(reference, current), ({ observed, expected }) => observed - expected)
}

/**
 * The same, where of two categories each O is moved towards its E by a half, for what is counted is whole and chi-squared is
 * not: Yates' correction. It errs on the side of saying nothing. More categories are tested as they are.
 *
 * F. Yates, Supplement to the JRSS 1 (1934). Golden: `scipy:chi2_contingency[Yates when 2x2](=alibi-detect ChiSquareDrift)`.
 */
export function chiSquareWithYates(reference: readonly number[], current: readonly number[]): ChiSquare | null {
  const cells = expectedCells(reference, current)
  if (cells?.length !== 4) return chiSquareHomogeneity(reference, current)
  return tested(cells, ({ observed, expected }) => Math.max(0, Math.abs(observed - expected) - 0.5))
}

function tested(cells: readonly ExpectedCell[] | null, apart: (cell: ExpectedCell) => number): ChiSquare | null {
  if (cells === null) return null
  const statistic = cells.reduce((sum, cell) => sum + apart(cell) ** 2 / cell.expected, 0)
  const freedom = cells.length / 2 - 1
  return { statistic, freedom, pValue: chiSquaredAbove(statistic, freedom) }
}
