// Barnard's exact test: the z test of two shares, with the p value that it has in truth.

import type { Successes } from './fisher-exact.ts'
import { largestChance, MOST_EXACT_ROWS } from './nuisance-share.ts'

/** Two statistics that differ by rounding alone are the same. */
const SAME = 1 - 1e-10

/**
 * The tables are ordered by the pooled z of the two shares, and the chance of all that are as far apart as what was seen, or farther, is
 * worked out for the share π that makes it largest. Exact where only the sizes of both are given beforehand.
 *
 * 1 where all are alike. Null where one is empty, and beyond `MOST_EXACT_ROWS`, where the z test is as good.
 * G. A. Barnard, Biometrika 34 (1947). Golden: `scipy:barnard_exact[two-sided]`.
 */
export function barnard(first: Successes, second: Successes): number | null {
  const [most, mostOther] = [first.count, second.count]
  if (most === 0 || mostOther === 0 || most + mostOther > MOST_EXACT_ROWS) return null
  const apart = (ofFirst: number, ofSecond: number): number =>
    pooledZ(ofFirst / most, ofSecond / mostOther, first, second)
  const seen = Math.abs(apart(first.successes, second.successes)) * SAME
  if (seen === 0) return 1
  // As there are more in the first, both ends of the tables that are near each other move up.
  let [below, least] = [-1, 0]
  const upTo = new Int32Array(most + 1)
  const from = upTo.map((_, ofFirst) => {
    while (below < mostOther && apart(ofFirst, below + 1) >= seen) below += 1
    while (least <= mostOther && -apart(ofFirst, least) < seen) least += 1
    upTo[ofFirst] = below
    return least
  })
  return largestChance({ upTo, from }, { first: most, second: mostOther })
}

function pooledZ(share: number, other: number, { count }: Successes, { count: otherCount }: Successes): number {
  if (share === other) return 0
  const pooled = (share * count + other * otherCount) / (count + otherCount)
  return (share - other) / Math.sqrt(pooled * (1 - pooled) * (1 / count + 1 / otherCount))
}
