// How many of the rows have changed category between two windows: the total variation, and what of it is noise.

import type { EffectiveCounts, NoisyDistance } from './distance-interval.ts'

export interface CellCounts {
  readonly reference: number
  readonly current: number
}

/**
 * The smallest share of rows whose category must change to turn one window into the other, from 0 to 1. With p and q the
 * shares of a category among the reference and the current:
 *
 *   observed  = ½ Σ |p − q|
 *   noise     = ½ Σ √(2/π) √(p̂(1 − p̂)(1/n + 1/m)),     p̂ the share of both together
 *   deviation = ½ √(1/n + 1/m)
 *
 * Noise: |a + e| exceeds |a| on average by at most E|e|, the folded normal of a = 0. Deviation: with signs held fixed the
 * distance is half a mean of ±1 over the rows of either side, and no such mean varies more than 1 per row.
 * Both hold however many categories there are and however rare they are; with many, most of what is seen is noise.
 *
 * `effective` are the counts divided by how much rows hang together. Not valid where categories were merged by looking at
 * which of them had changed. Of an empty side nothing is known: NaN.
 */
export function changedShare(cells: readonly CellCounts[], effective: EffectiveCounts): NoisyDistance {
  const reference = cells.reduce((sum, cell) => sum + cell.reference, 0)
  const current = cells.reduce((sum, cell) => sum + cell.current, 0)
  const { reference: n, current: m } = effective
  const perRow = 1 / n + 1 / m
  let [apart, spread] = [0, 0]
  for (const cell of cells) {
    const [p, q] = [cell.reference / reference, cell.current / current]
    const both = (n * p + m * q) / (n + m)
    apart += Math.abs(p - q)
    spread += Math.sqrt(Math.max(0, both * (1 - both)))
  }
  return {
    observed: reference > 0 && current > 0 ? apart / 2 : NaN,
    noise: (Math.sqrt((2 / Math.PI) * perRow) * spread) / 2,
    deviation: Math.sqrt(perRow) / 2,
  }
}
