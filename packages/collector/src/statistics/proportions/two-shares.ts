// Do two shares differ, where there are many observations of both? The z test, and Wald's interval of the difference.

import { normalAbove } from '../distributions/normal.ts'
import { type Interval, Z_95 } from '../interval.ts'
import type { Successes } from '../tables/fisher-exact.ts'

export interface TwoShares {
  /** Above 0 where the first is larger. */
  z: number
  pValue: number
}

/**
 * With p₁ and p₂ the shares, and p that of both together:
 *
 *   z = (p₁ − p₂) / √( p(1 − p)(1/n₁ + 1/n₂) ),  two-sided
 *
 * Its square is the chi-square of the table. Null where one of them is empty, or all are alike and nothing varies. Not valid
 * where fewer than about five of either kind are expected in either: Fisher's then. Of a million it finds differences that
 * are no harm: see Newcombe's interval with it. Golden: `statsmodels:proportions_ztest[pooled]`.
 */
export function twoSharesTest(first: Successes, second: Successes): TwoShares | null {
  const good = first.successes + second.successes
  const all = first.count + second.count
  if (first.count === 0 || second.count === 0 || good === 0 || good === all) return null
  const spread = Math.sqrt((good / all) * ((all - good) / all) * (1 / first.count + 1 / second.count))
  const z = (first.successes / first.count - second.successes / second.count) / spread
  return { z, pValue: 2 * normalAbove(Math.abs(z)) }
}

/**
 * p₁ − p₂ ± z √(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂), of the first minus the second. For comparison with what others report: of 0 of 20
 * twice it says that the difference is 0. Newcombe's holds its level. Golden:
 * `statsmodels:confint_proportions_2indep[wald,diff=p1-p2]`.
 */
export function waldDifference(first: Successes, second: Successes): Interval {
  const [share, other] = [first.successes / first.count, second.successes / second.count]
  const half = Z_95 * Math.sqrt((share * (1 - share)) / first.count + (other * (1 - other)) / second.count)
  return { low: share - other - half, high: share - other + half }
}
