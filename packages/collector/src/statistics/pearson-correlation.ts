// Pearson's correlation: how well a straight line tells the one value from the other.

import { type Interval, Z_95 } from './interval.ts'

export interface PairSums {
  count: number
  first: number
  second: number
  firstSquares: number
  secondSquares: number
  products: number
}

/** A variance of less than this part of the mean square is rounding. */
const ROUNDING = 1e-12

/**
 * From sums over pairs (x, y), which may be weighted:
 *
 *   r = (n Σxy − Σx Σy) / √((n Σx² − (Σx)²) (n Σy² − (Σy)²))
 *
 * 1 and −1 are a line, 0 is none. Null where either is always the same. It knows of nothing but straight lines, and one
 * far outlier makes or breaks it. K. Pearson, Proceedings of the Royal Society of London 58 (1895).
 */
export function pearsonCorrelation({ count, first, second, ...sums }: PairSums): number | null {
  const spread = count * sums.firstSquares - first ** 2
  const otherSpread = count * sums.secondSquares - second ** 2
  if (spread <= ROUNDING * count * sums.firstSquares || otherSpread <= ROUNDING * count * sums.secondSquares)
    return null
  const correlation = (count * sums.products - first * second) / Math.sqrt(spread * otherSpread)
  return Math.max(-1, Math.min(1, correlation))
}

/**
 * Between which ends the correlation lies that was seen on so many pairs, four at least: tanh(artanh r ± z/√(n − 3)).
 *
 * Not valid for weighted pairs, and too narrow where a few outliers make the correlation. R. A. Fisher, "On the 'probable
 * error' of a coefficient of correlation deduced from a small sample", Metron 1 (1921).
 */
export function correlationInterval(correlation: number, count: number): Interval {
  const half = Z_95 / Math.sqrt(count - 3)
  const middle = Math.atanh(correlation)
  return { low: Math.tanh(middle - half), high: Math.tanh(middle + half) }
}
