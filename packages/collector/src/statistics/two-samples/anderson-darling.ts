// Whether two samples are of one distribution, with an eye on their tails.

import { parabolaThrough, valueOf } from './parabola.ts'
import { type PooledCount, type SampleSizes, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/** What chance exceeds with each probability: for k samples, base + slope/√(k−1) + curve/(k−1), and here k is 2. */
const TABLE = [
  { share: 0.25, base: 0.675, slope: -0.245, curve: -0.105 },
  { share: 0.1, base: 1.281, slope: 0.25, curve: -0.305 },
  { share: 0.05, base: 1.645, slope: 0.678, curve: -0.362 },
  { share: 0.025, base: 1.96, slope: 1.149, curve: -0.391 },
  { share: 0.01, base: 2.326, slope: 1.822, curve: -0.396 },
  { share: 0.005, base: 2.573, slope: 2.364, curve: -0.345 },
  { share: 0.001, base: 3.085, slope: 3.615, curve: -0.154 },
].map(({ share, base, slope, curve }) => ({ share, critical: base + slope + curve }))

/** What chance exceeds with a probability of 0.25, 0.1, 0.05, 0.025, 0.01, 0.005 and 0.001. */
export const ANDERSON_DARLING_CRITICAL: readonly number[] = TABLE.map(({ critical }) => critical)

const LOG_SHARE = parabolaThrough(TABLE.map(({ critical, share }) => ({ x: critical, y: Math.log(share) })))

/**
 * The Anderson-Darling test of two samples. It weighs the squared gap by how sure it is, so that gaps in the tails count. With
 * N = n + m rows, of which B come up to a value (half of those with the value among them) and M of the reference, t of them
 * having the value:
 *
 *   A² = (N−1)/N · 1/nm · Σ t (N M − n B)² / (B (N − B) − N t/4)
 *
 * The statistic is (A² − 1)/σ. The p value is read off a parabola through seven tabled ones, and is never outside 0.001 … 0.25:
 * at an end it says "at most" and "at least".
 *
 * Not valid for rows that hang together. NaN with fewer than four rows, an empty side, or all rows alike.
 * F. W. Scholz and M. A. Stephens, "K-sample Anderson-Darling tests", JASA 82 (1987), equation 7.
 * Source: `scipy:anderson_ksamp[midrank]`.
 */
export function andersonDarling(cells: readonly PooledCount[]): Tested {
  const sizes = sizesOf(cells)
  const all = sizes.reference + sizes.current
  let [below, belowReference, sum] = [0, 0, 0]
  for (const { reference, current } of cells) {
    const alike = reference + current
    const upTo = below + alike / 2
    const gap = all * (belowReference + reference / 2) - upTo * sizes.reference
    sum += (alike * gap ** 2) / (upTo * (all - upTo) - (all * alike) / 4)
    below += alike
    belowReference += reference
  }
  return tested(((all - 1) / all) * sum, sizes)
}

/**
 * The same with all rows of a value taken as up to it, and nothing said of the largest value: for rows that were rounded up.
 *
 *   A² = 1/nm · Σ t (N M − n B)² / (B (N − B))
 *
 * Scholz and Stephens, equation 6. Source: `scipy:anderson_ksamp[midrank=False]`.
 */
export function andersonDarlingRightSided(cells: readonly PooledCount[]): Tested {
  const sizes = sizesOf(cells)
  const all = sizes.reference + sizes.current
  let [upTo, upToReference, sum] = [0, 0, 0]
  for (const { reference, current } of cells.slice(0, -1)) {
    upTo += reference + current
    upToReference += reference
    const gap = all * upToReference - upTo * sizes.reference
    sum += ((reference + current) * gap ** 2) / (upTo * (all - upTo))
  }
  return cells.length < 2 ? UNKNOWN : tested(sum, sizes)
}

function tested(sum: number, sizes: SampleSizes): Tested {
  const { reference: n, current: m } = sizes
  if (n === 0 || m === 0 || n + m < 4 || Number.isNaN(sum)) return UNKNOWN
  const statistic = (sum / (n * m) - 1) / Math.sqrt(varianceOfStatistic(sizes))
  return { statistic, pValue: pValueOf(statistic) }
}

function pValueOf(statistic: number): number {
  const [first, last] = [TABLE.at(0), TABLE.at(-1)]
  if (first !== undefined && statistic < first.critical) return first.share
  if (last !== undefined && statistic > last.critical) return last.share
  return Math.exp(valueOf(LOG_SHARE, statistic))
}

/** Of A² where both are of one source. Scholz and Stephens, equation 4, for two samples. */
function varianceOfStatistic({ reference: n, current: m }: SampleSizes): number {
  const all = n + m
  const inverse = 1 / n + 1 / m
  let [h, g] = [0, 0]
  for (let i = 1; i < all - 1; i += 1) {
    h += 1 / (all - i)
    g += h / (i + 1)
  }
  h += 1
  const a = 4 * g - 6 + (10 - 6 * g) * inverse
  const b = 4 * (2 * g - 4) + 8 * h + (2 * g - 14 * h - 4) * inverse + 4 * g - 6
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverse + 4 * h
  const d = 4 * (2 * h + 6) - 8 * h
  return (((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3))
}
