// How far a number has moved between two windows: the Wasserstein-1 distance of two histograms, and what of it is noise.

import type { EffectiveCounts, NoisyDistance } from './distance-interval.ts'

export interface GridCell {
  readonly at: number
  readonly reference: number
  readonly current: number
}

/**
 * The average way a row must go to turn one histogram into the other, in the unit of the positions. With F and G the shares
 * of reference and current up to a position, and dx the gap to the next one:
 *
 *   observed  = Σ |F − G| dx
 *   noise     = Σ √(2/π) √(F̂(1 − F̂)(1/n + 1/m)) dx,     F̂ the share of both together
 *   deviation = √(v(reference)/(n − 1) + v(current)/(m − 1)),     v the variance, at least that of both together
 *
 * Noise: at each position F − G is its true value a and a nearly normal error e. |a + e| exceeds |a| on average by at most
 * E|e|, which is √(2/π) of the error's standard deviation: the folded normal, reached where a is 0.
 * Deviation: with the signs of the a's held fixed the distance is a sum of the errors with signs. Errors at two positions
 * go together (a row that lies low lies low for both), so of all patterns of signs the constant one varies most, and that
 * is the difference of the two means. A window may show less variance than it has: of 30 rows of which one in twenty is
 * far off, every fifth window has none that is. So no side is taken to vary less than both do on average, each about its
 * own mean, and the variances are those over n − 1.
 *
 * The positions are in order. Rows inside a cell of a sketch are taken to lie at its position, on both sides alike.
 * Not valid where rows too rare for either window make most of the distance (work on the logarithm, or watch their share),
 * nor with fewer than some ten rows on a side; a side of one row deviates endlessly. Of an empty side nothing is known: NaN.
 * S. S. Vallender, "Calculation of the Wasserstein distance between probability distributions on the line" (1974).
 */
export function movedDistance(grid: readonly GridCell[], effective: EffectiveCounts): NoisyDistance {
  const reference = momentsOf(grid, (cell) => cell.reference)
  const current = momentsOf(grid, (cell) => cell.current)
  const { reference: n, current: m } = effective
  let [belowReference, belowCurrent, observed, spread] = [0, 0, 0, 0]
  for (const [index, cell] of grid.entries()) {
    belowReference += cell.reference
    belowCurrent += cell.current
    const gap = (grid[index + 1]?.at ?? cell.at) - cell.at
    const [f, g] = [belowReference / reference.count, belowCurrent / current.count]
    const both = (n * f + m * g) / (n + m)
    observed += Math.abs(f - g) * gap
    spread += Math.sqrt(Math.max(0, both * (1 - both))) * gap
  }
  const within = (n * reference.variance + m * current.variance) / (n + m)
  const variance =
    varianceOfMean(Math.max(within, reference.variance), n) + varianceOfMean(Math.max(within, current.variance), m)
  return {
    observed: reference.count > 0 && current.count > 0 ? observed : NaN,
    noise: Math.sqrt((2 / Math.PI) * (1 / n + 1 / m)) * spread,
    deviation: Math.sqrt(variance),
  }
}

function varianceOfMean(variance: number, effective: number): number {
  return effective > 1 ? variance / (effective - 1) : Infinity
}

function momentsOf(
  grid: readonly GridCell[],
  countOf: (cell: GridCell) => number,
): { count: number; variance: number } {
  const sumOf = (valueOf: (cell: GridCell) => number) =>
    grid.reduce((sum, cell) => sum + countOf(cell) * valueOf(cell), 0)
  const count = sumOf(() => 1)
  const mean = sumOf((cell) => cell.at) / count
  return { count, variance: sumOf((cell) => (cell.at - mean) ** 2) / count }
}
