// The score interval of Wilson: of a share, such as 18 thumbs up of 20.

import { type Interval, Z_95 } from './interval.ts'

/**
 * Between which ends the true share lies, where `share` was seen among `count` observations. With p the share, n the count:
 *
 *   (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * Unlike p ± z √(p(1−p)/n) it stays within 0 and 1 and is honest about few and about all-equal observations: 3 of 3 are
 * [0.44, 1]. The count need be no whole number: what is weighted comes with an effective one. Of none it is [0, 1].
 *
 * Not valid where observations hang together (many of one session), or were picked for what they say.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export function wilsonInterval(share: number, count: number): Interval {
  if (count === 0) return { low: 0, high: 1 }
  const pull = Z_95 ** 2 / count
  const middle = (share + pull / 2) / (1 + pull)
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / count + pull / (4 * count))) / (1 + pull)
  // At the ends the roots cancel but for the last bit.
  return { low: share === 0 ? 0 : Math.max(0, middle - half), high: share === 1 ? 1 : Math.min(1, middle + half) }
}
