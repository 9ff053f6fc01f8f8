// The hybrid score interval of Newcombe: of the difference between two shares, such as thumbs up of two versions.

import type { Interval } from './interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

export interface Share {
  share: number
  count: number
}

/**
 * Between which ends `first` minus `second` lies. With [l, u] the Wilson interval of each share p:
 *
 *   low  = p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)
 *   high = p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)
 *
 * Not valid where the two were seen on the same predictions: those are pairs, and what differs within a pair counts.
 * R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17
 * (1998), method 10.
 */
export function newcombeInterval(first: Share, second: Share): Interval {
  const difference = first.share - second.share
  const ofFirst = wilsonInterval(first.share, first.count)
  const ofSecond = wilsonInterval(second.share, second.count)
  return {
    low: difference - Math.hypot(first.share - ofFirst.low, ofSecond.high - second.share),
    high: difference + Math.hypot(ofFirst.high - first.share, second.share - ofSecond.low),
  }
}
