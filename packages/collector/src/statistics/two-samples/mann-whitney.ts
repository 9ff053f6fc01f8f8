// Whether the values of one sample tend to be larger than those of another.

import { normalAbove } from '../distributions/normal.ts'
import { shareOfOrdersWithPairs } from '../distributions/rank-sums.ts'
import { type PooledCount, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/** What is looked for: any difference, or values of the current that are larger than those of the reference. */
type Alternative = 'differs' | 'risen'

/** With at most so many rows on one side, and no ties, orders are counted; as in scipy. */
const COUNTED_ROWS = 8

/** Nor are they counted where more pairs than these would be: the array would be as long. */
const COUNTED_PAIRS = 10_000_000

/**
 * The Mann-Whitney test: exact where a side has no more than 8 rows and there are no ties, else by the normal distribution.
 * The statistic, U, is how many of the n·m pairs have the larger value in the reference, pairs alike counting half:
 * U/nm is the chance that a row of the reference exceeds one of the current.
 *
 * It looks at the order alone: blind to two distributions of different width around the same middle. Not valid for rows that
 * hang together. Source: `scipy:mannwhitneyu`, method auto.
 */
export function mannWhitney(cells: readonly PooledCount[], alternative: Alternative): Tested {
  const { reference, current } = sizesOf(cells)
  const isCounted = Math.min(reference, current) <= COUNTED_ROWS && reference * current <= COUNTED_PAIRS
  const isUntied = cells.every((cell) => cell.reference + cell.current <= 1)
  return isCounted && isUntied ? mannWhitneyByOrders(cells, alternative) : mannWhitneyByNormal(cells, alternative)
}

/** The exact p value of samples without ties. Source: `scipy:mannwhitneyu[…,exact]`. */
export function mannWhitneyByOrders(cells: readonly PooledCount[], alternative: Alternative): Tested {
  const { reference: n, current: m } = sizesOf(cells)
  if (n === 0 || m === 0) return UNKNOWN
  const statistic = pairsLargerInReference(cells)
  const beyond = shareOfOrdersWithPairs(n, m, Math.floor(extreme(statistic, n * m, alternative)))
  return { statistic, pValue: alternative === 'differs' ? Math.min(1, 2 * beyond) : beyond }
}

/**
 * With N = n + m, t the rows at each value, and ½ off for what is whole numbers being taken for what is not:
 *
 *   z = (U − nm/2 − ½) / √(nm/12 · (N + 1 − Σ(t³ − t)/N(N−1)))
 *
 * Where all values are alike it finds nothing: 1. Good from some ten rows on each side on.
 * Source: `scipy:mannwhitneyu[…,asymptotic,continuity]`.
 */
export function mannWhitneyByNormal(cells: readonly PooledCount[], alternative: Alternative): Tested {
  const { reference: n, current: m } = sizesOf(cells)
  if (n === 0 || m === 0) return UNKNOWN
  const statistic = pairsLargerInReference(cells)
  const all = n + m
  const ties = cells.reduce((sum, cell) => sum + cubeLess(cell.reference + cell.current), 0)
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))))
  const beyond = normalAbove((extreme(statistic, n * m, alternative) - (n * m) / 2 - 0.5) / deviation)
  return { statistic, pValue: alternative === 'differs' ? Math.min(1, 2 * beyond) : beyond }
}

function pairsLargerInReference(cells: readonly PooledCount[]): number {
  let [pairs, belowCurrent] = [0, 0]
  for (const { reference, current } of cells) {
    pairs += reference * (belowCurrent + current / 2)
    belowCurrent += current
  }
  return pairs
}

/** The count that is large where there is what is looked for. */
function extreme(statistic: number, pairs: number, alternative: Alternative): number {
  return alternative === 'risen' ? pairs - statistic : Math.max(statistic, pairs - statistic)
}

function cubeLess(count: number): number {
  return count ** 3 - count
}
