// Whether two samples are of one distribution, by all of the gap between them and not only where it is largest.

import { cramerVonMisesAbove, shareOfPathsSummingTo } from '../distributions/cramer-von-mises.ts'
import { greatestCommonDivisor } from '../distributions/lattice-paths.ts'
import { type PooledCount, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/** With more rows than these on a side the orders are not counted any more; the same number as in scipy. */
const COUNTED_ROWS = 20

/**
 * The Cramér-von Mises test: exact where neither side has more than 20 rows, else by the law for endless samples.
 * With F and G the shares of rows up to each of the N = n + m rows:
 *
 *   T = nm/N² Σ (F − G)²
 *
 * It sees a small gap that is everywhere better than Kolmogorov-Smirnov does. Not valid for rows that hang together; with many
 * ties it is off. NaN with fewer than two rows a side.
 * T. W. Anderson, Annals of Mathematical Statistics 33 (1962). Source: `scipy:cramervonmises_2samp`, method auto.
 */
export function cramerVonMises(cells: readonly PooledCount[]): Tested {
  const { reference, current } = sizesOf(cells)
  return Math.max(reference, current) <= COUNTED_ROWS ? cramerVonMisesByPaths(cells) : cramerVonMisesByLimit(cells)
}

/** The exact p value, where no rows are alike. Source: `scipy:cramervonmises_2samp[exact]`. */
export function cramerVonMisesByPaths(cells: readonly PooledCount[]): Tested {
  const { reference: n, current: m } = sizesOf(cells)
  if (Math.min(n, m) < 2) return UNKNOWN
  const [pairs, squares] = [n * m, weightedSquares(cells)]
  // T, solved for what it asks of the sum over a path, in steps of 1/lcm.
  const common = pairs / greatestCommonDivisor(n, m)
  const least = Math.floor((common ** 2 * (n + m) * (6 * squares - pairs * (4 * pairs - 1))) / (6 * pairs ** 2))
  return { statistic: statisticOf(squares, n, m), pValue: shareOfPathsSummingTo(n, m, least) }
}

/**
 * The p value by the law for endless samples, after T was brought to their mean and variance:
 *
 *   1/6 + (T − (1 + 1/N)/6) / √(45 v),     v = (N + 1)(4nmN − 3(n² + m²) − 2nm) / (180 N² nm)
 *
 * Right to seven digits behind the point, no more. Source: `scipy:cramervonmises_2samp[asymptotic]`.
 */
export function cramerVonMisesByLimit(cells: readonly PooledCount[]): Tested {
  const { reference: n, current: m } = sizesOf(cells)
  if (Math.min(n, m) < 2) return UNKNOWN
  const [pairs, all] = [n * m, n + m]
  const statistic = statisticOf(weightedSquares(cells), n, m)
  const mean = (1 + 1 / all) / 6
  const variance = ((all + 1) * (4 * pairs * all - 3 * (n * n + m * m) - 2 * pairs)) / (45 * all ** 2 * 4 * pairs)
  return { statistic, pValue: cramerVonMisesAbove(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) }
}

/** T by ranks, which is the same where no rows are alike, and says what T is where some are. */
function statisticOf(squares: number, n: number, m: number): number {
  return squares / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m))
}

/**
 * n Σ (rᵢ − i)² + m Σ (sⱼ − j)², with r and s the ranks of the reference's and the current's rows among all, in order; rows that
 * are alike have their mean rank. Of a rows alike, c places behind their own, Σ (r − i)² is a c² + (a³ − a)/12.
 */
function weightedSquares(cells: readonly PooledCount[]): number {
  let [n, m, ofReference, ofCurrent] = [0, 0, 0, 0]
  for (const { reference, current } of cells) {
    ofReference += squaresOfAlike(reference, m + current / 2)
    ofCurrent += squaresOfAlike(current, n + reference / 2)
    n += reference
    m += current
  }
  return n * ofReference + m * ofCurrent
}

function squaresOfAlike(count: number, behind: number): number {
  return count * behind ** 2 + (count ** 3 - count) / 12
}
