// The mean and the spread of one of two samples that are kept as counts.

import type { PooledCount } from './pooled-counts.ts'

export interface Moments {
  readonly count: number
  readonly mean: number
  /** The sum of the squared distances from the mean. */
  readonly squares: number
}

/**
 * First the mean, then the distances from it: with the square of the mean taken off a sum of squares no digit would be left of
 * large values that lie close together. The mean is taken from a value of the sample on, for the same reason. NaN of none.
 */
export function momentsOf(cells: readonly PooledCount[], side: 'reference' | 'current'): Moments {
  const pivot = cells.find((cell) => cell[side] > 0)?.at ?? NaN
  let [count, beyondPivot] = [0, 0]
  for (const cell of cells) {
    count += cell[side]
    beyondPivot += cell[side] * (cell.at - pivot)
  }
  const mean = pivot + beyondPivot / count
  return { count, mean, squares: cells.reduce((sum, cell) => sum + cell[side] * (cell.at - mean) ** 2, 0) }
}
