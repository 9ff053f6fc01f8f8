// How far the values of one sample have to be moved, on average, to turn it into the other.

import { type PooledCount, sizesOf } from './pooled-counts.ts'

/**
 * The Wasserstein-1 or earth mover's distance, in the unit of the values. With F and G the shares of rows up to a value, and
 * dx the gap to the next one:
 *
 *   Σ |F − G| dx
 *
 * Counts may be weights. Two samples of one source are some distance apart too, the further the smaller they are: what of it
 * is noise, `movedDistance` says. Few far-off rows can make most of it. NaN where a side is empty.
 * S. S. Vallender (1974). Source: `scipy:wasserstein_distance`.
 */
export function wassersteinDistance(cells: readonly PooledCount[]): number {
  return sumOverGaps(cells, Math.abs)
}

/**
 * The energy distance: the same with squares, so that it sees a wide gap as more than the same area made of narrow ones:
 *
 *   √(2 Σ (F − G)² dx)  =  √(2 E|X − Y| − E|X − X′| − E|Y − Y′|)
 *
 * G. J. Székely and M. L. Rizzo (2013). Source: `scipy:energy_distance`.
 */
export function energyDistance(cells: readonly PooledCount[]): number {
  return Math.sqrt(2 * sumOverGaps(cells, (gap) => gap * gap))
}

function sumOverGaps(cells: readonly PooledCount[], weigh: (gap: number) => number): number {
  const { reference, current } = sizesOf(cells)
  if (reference === 0 || current === 0) return NaN
  let [belowReference, belowCurrent, sum] = [0, 0, 0]
  for (const [index, cell] of cells.entries()) {
    belowReference += cell.reference
    belowCurrent += cell.current
    const next = cells[index + 1]
    if (next !== undefined) sum += weigh(belowReference / reference - belowCurrent / current) * (next.at - cell.at)
  }
  return sum
}
