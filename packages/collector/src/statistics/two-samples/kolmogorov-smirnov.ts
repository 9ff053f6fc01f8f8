// Whether two samples are of one distribution, by the largest gap between them.

import { kolmogorovAbove, kolmogorovSmirnovAbove } from '../distributions/kolmogorov.ts'
import { greatestCommonDivisor, shareOfPathsLeaving } from '../distributions/lattice-paths.ts'
import { type PooledCount, type SampleSizes, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/** All 0 to 1; NaN where a side is empty. */
export interface DistributionGap {
  /** The larger of the two. */
  readonly either: number
  /** How far the reference's share of rows up to some value exceeds the current's: as where values have risen. */
  readonly above: number
  readonly below: number
}

/** With more rows than these on a side the paths are not counted any more; the same number as in scipy. */
const COUNTED_ROWS = 10_000

/**
 * The largest gap between the shares of rows up to a value, F of the reference and G of the current:
 *
 *   D = max |F − G|,     above = max (F − G),  below = max (G − F)
 *
 * It stays as it is however values are bent, as long as their order stays. Counts may be weights.
 */
export function distributionGap(cells: readonly PooledCount[]): DistributionGap {
  const { reference, current } = sizesOf(cells)
  if (reference === 0 || current === 0) return { either: NaN, above: NaN, below: NaN }
  let [belowReference, belowCurrent, above, below] = [0, 0, 0, 0]
  for (const cell of cells) {
    belowReference += cell.reference
    belowCurrent += cell.current
    const gap = belowReference / reference - belowCurrent / current
    above = Math.max(above, gap)
    below = Math.max(below, -gap)
  }
  return { either: Math.max(above, below), above, below }
}

/**
 * The Kolmogorov-Smirnov test: exact where neither side has more than 10,000 rows, else the law of one sample of nm/(n+m) rows.
 *
 * With ties it is cautious: the p value is too large, the more so the more ties there are. Not valid for rows that hang
 * together. At a million rows it finds differences nobody cares about: look at the gap then, not at the p value.
 * N. V. Smirnov (1939). Source: `scipy:ks_2samp[auto]`.
 */
export function kolmogorovSmirnov(cells: readonly PooledCount[]): Tested {
  const { reference, current } = sizesOf(cells)
  const isCounted = Math.max(reference, current) <= COUNTED_ROWS
  return isCounted ? kolmogorovSmirnovByPaths(cells) : kolmogorovSmirnovByOneSample(cells)
}

/** The exact p value. It takes up to n·m steps. Counts have to be whole. Source: `scipy:ks_2samp[exact]`. */
export function kolmogorovSmirnovByPaths(cells: readonly PooledCount[]): Tested {
  const sizes = sizesOf(cells)
  const { either } = distributionGap(cells)
  if (Number.isNaN(either)) return UNKNOWN
  const { reference: n, current: m } = sizes
  const steps = Math.round(either * n * (m / greatestCommonDivisor(n, m)))
  return { statistic: either, pValue: shareOfPathsLeaving(n, m, steps) }
}

/**
 * The p value of one sample of nm/(n+m) rows against its source: close to that of two from some hundred rows on.
 * NaN where that rounds to no row. Source: `scipy:ks_2samp[asymp]` from scipy 1.5 on.
 */
export function kolmogorovSmirnovByOneSample(cells: readonly PooledCount[]): Tested {
  const { either } = distributionGap(cells)
  return { statistic: either, pValue: kolmogorovSmirnovAbove(either, roundToEven(evenSize(sizesOf(cells)))) }
}

/** The p value by the law for endless samples, too large for small ones. Source: `scipy:special.kolmogorov(…)`. */
export function kolmogorovSmirnovLimit(cells: readonly PooledCount[]): Tested {
  const { either } = distributionGap(cells)
  return { statistic: either, pValue: kolmogorovAbove(Math.sqrt(evenSize(sizesOf(cells))) * either) }
}

/** The limit with the correction of M. A. Stephens (1970), good from about twenty rows on: √e + 0.12 + 0.11/√e for √e. */
export function kolmogorovSmirnovStephens(cells: readonly PooledCount[]): Tested {
  const { either } = distributionGap(cells)
  const root = Math.sqrt(evenSize(sizesOf(cells)))
  return { statistic: either, pValue: kolmogorovAbove((root + 0.12 + 0.11 / root) * either) }
}

/**
 * Whether the gap is larger to one side than chance makes it. With e = nm/(n+m), z = √e · gap and n the larger sample:
 *
 *   exp(−2z² − 2z (n + 2m) / 3√(nm(n+m)))
 *
 * J. L. Hodges (1958), equation 5.3. Source: `scipy:ks_2samp[asymp,greater]` for `above`, `…less` for `below`.
 */
export function kolmogorovSmirnovOneSided(cells: readonly PooledCount[], side: 'above' | 'below'): Tested {
  const sizes = sizesOf(cells)
  const gap = distributionGap(cells)[side]
  const [n, m] = [Math.max(sizes.reference, sizes.current), Math.min(sizes.reference, sizes.current)]
  const z = Math.sqrt(evenSize(sizes)) * gap
  return { statistic: gap, pValue: Math.exp(-2 * z * z - (2 * z * (n + 2 * m)) / (3 * Math.sqrt(n * m * (n + m)))) }
}

/** How many rows one sample would need to be as sure of its distribution as two are of their difference. */
function evenSize({ reference, current }: SampleSizes): number {
  return (reference * current) / (reference + current)
}

/** Halves go to the even neighbour, as in numpy. */
function roundToEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
