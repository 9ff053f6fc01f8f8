// Whether a prediction is picked: by its own number, and by the largest share of the rules that fit it. A prediction
// that is looked at again, because something was said of it, can only come in by a larger share than before; the
// largest that it was ever looked at with is the probability with which it is in the queue.

import type { ReviewReason, ReviewRule } from '@trimtab/contract'
import type { Fit } from './rules/rule.ts'

export interface Drawn {
  reason: ReviewReason
  detail: string | null
  probability: number
  /** In [0, 1), and evenly spread over whatever was picked: items served by it are a fair sample at any time. */
  position: number
}

/** Null where it is not picked. Of rules with equal shares the first gives its reason. */
export function draw({
  chance,
  rules,
  fits,
  shares,
}: {
  chance: number
  rules: readonly ReviewRule[]
  fits: readonly (Fit | null)[]
  shares: readonly number[]
}): Drawn | null {
  let drawn: Drawn | null = null
  for (const [index, { reason }] of rules.entries()) {
    const fit = fits[index] ?? null
    const share = shares[index] ?? 0
    if (fit === null || share <= (drawn?.probability ?? chance)) continue
    drawn = { reason, detail: fit.detail, probability: share, position: chance / share }
  }
  return drawn
}
