// The hybrid score interval of Newcombe: of the difference between two shares, such as thumbs up of two versions.

import type { Interval } from './interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

export interface Share {
  share: number
  count: number
  /** How much of it counts: the part of all that it is of, where it is known. 1 where nothing is said. */
  weight?: number
}

/**
 * Between which ends `first` minus `second` lies. With [l, u] the Wilson interval of each share p, and w its weight:
 *
 *   low  = w₁p₁ − w₂p₂ − √((w₁(p₁ − l₁))² + (w₂(u₂ − p₂))²)
 *   high = w₁p₁ − w₂p₂ + √((w₁(u₁ − p₁))² + (w₂(p₂ − l₂))²)
 *
 * Not valid where the two were seen on the same predictions: those are pairs, and what differs within a pair counts.
 * R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17
 * (1998), method 10; with weights: Zou and Donner, Statistics in Medicine 27 (2008).
 */
export function newcombeInterval(first: Share, second: Share): Interval {
  const [ofFirst, ofSecond] = [weighted(first), weighted(second)]
  const difference = ofFirst.share - ofSecond.share
  return {
    low: difference - Math.hypot(ofFirst.share - ofFirst.low, ofSecond.high - ofSecond.share),
    high: difference + Math.hypot(ofFirst.high - ofFirst.share, ofSecond.share - ofSecond.low),
  }
}

function weighted({ share, count, weight = 1 }: Share): Interval & { share: number } {
  const { low, high } = wilsonInterval(share, count)
  return { share: weight * share, low: weight * low, high: weight * high }
}
