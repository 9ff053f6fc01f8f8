// The directions in which rows vary the most: principal components.

import { symmetricEigenvectors } from '../symmetric-eigenvectors.ts'

export interface PrincipalAxes {
  /** Of length 1, at right angles to each other, the one of most variance first. */
  readonly axes: readonly (readonly number[])[]
  /** What part of the whole variance each has. */
  readonly shares: readonly number[]
}

/**
 * The axes of a table of rows, each column less its mean: the eigenvectors of the covariance, whose values are the variances
 * along them.
 *
 * Costs rows · columns² and some ten times columns³, so for tens of columns, not for embeddings of a thousand. Columns of larger
 * units count for more: scale them first. Where two variances are nearly equal their axes are any two in their plane.
 * K. Pearson, "On lines and planes of closest fit", Philosophical Magazine 2 (1901).
 */
export function principalAxes(rows: readonly (readonly number[])[]): PrincipalAxes {
  const pairs = symmetricEigenvectors(covarianceOf(rows))
  const whole = pairs.reduce((sum, { value }) => sum + value, 0)
  return { axes: pairs.map(({ vector }) => vector), shares: pairs.map(({ value }) => value / whole) }
}

function covarianceOf(rows: readonly (readonly number[])[]): number[][] {
  const means = (rows[0] ?? []).map(
    (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? NaN), 0) / rows.length,
  )
  const centred = rows.map((row) => row.map((value, column) => value - (means[column] ?? NaN)))
  return means.map((_, p) =>
    means.map((__, q) => centred.reduce((sum, row) => sum + (row[p] ?? NaN) * (row[q] ?? NaN), 0) / rows.length),
  )
}
