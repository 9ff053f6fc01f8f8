// Boschloo's exact test: Fisher's for few counts, without what it gives away.

import { hypergeometricBelow } from '../distributions/hypergeometric.ts'
import type { Successes } from './fisher-exact.ts'
import { largestChance, MOST_EXACT_ROWS } from './nuisance-share.ts'

/** Two p values of Fisher that differ by rounding alone are the same. */
const SAME = 1 + 1e-10

/**
 * Only the sizes of both are given beforehand, not how many successes there are in all. The one-sided p value of Fisher is taken as
 * a mere order of the tables, and the chance of all tables up to the one seen is worked out for the share that makes it largest:
 *
 *   p = max over π of P(p of Fisher ≤ that of what was seen; both shares are π),  two-sided: twice the smaller of both sides
 *
 * Never above Fisher's of one side. Null where all are alike, so that there is nothing to order, where one is empty, and
 * beyond `MOST_EXACT_ROWS`, where the z test is as good.
 * R. D. Boschloo, Statistica Neerlandica 24 (1970). Golden: `scipy:boschloo_exact[two-sided]`.
 */
export function boschloo(first: Successes, second: Successes): number | null {
  const good = first.successes + second.successes
  const all = first.count + second.count
  if (first.count === 0 || second.count === 0 || good === 0 || good === all || all > MOST_EXACT_ROWS) return null
  return Math.min(1, 2 * Math.min(fewerInFirst(first, second), fewerInFirst(second, first)))
}

function fewerInFirst(first: Successes, second: Successes): number {
  const fisher = (ofFirst: number, ofSecond: number): number =>
    hypergeometricBelow({ draws: first.count, good: ofFirst + ofSecond, all: first.count + second.count }, ofFirst)
  const seen = fisher(first.successes, second.successes) * SAME
  const upTo = new Int32Array(first.count + 1).fill(-1)
  // The more successes in the first, the more it takes in the second: the one walks along with the other.
  let least = 0
  const from = upTo.map((_, ofFirst) => {
    while (least <= second.count && fisher(ofFirst, least) > seen) least += 1
    return least
  })
  return largestChance({ upTo, from }, { first: first.count, second: second.count })
}
