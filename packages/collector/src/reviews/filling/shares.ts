// Which part of what each rule fits is picked: as the rule says, or so that about so many a day are. Of those a day
// half goes evenly to the rules, so that whatever a rule looks for is looked at and can be estimated; the other half
// goes where it makes the rate over everything most certain (Neyman: statistics/neyman-allocation.ts). On the first day
// nobody knows how many will come: it counts on no more than have come, so that whoever begins has something to review
// at once. A day of n then leaves perDay * (1 + ln(n / perDay)) of them, three times as many where ten times as many
// come; from the second day on it is as many as were asked for.

import type { ReviewRule } from '@trimtab/contract'
import { allocate } from '../../statistics/neyman-allocation.ts'
import type { Filling, StoredReview } from '../../store/state-reviews.ts'
import { countsOfDay } from './seen.ts'

/** Of a day's items. */
const EVENLY_SPREAD = 0.5
/** However many there are, one in a million is looked at. */
const SHARE_MIN = 1e-6

interface Worked {
  rules: readonly ReviewRule[]
  perDay: number | null
  seen: Filling['seen']
  /** How much reviews of each rule differ. */
  deviations: readonly number[]
  nowMs: number
}

export function workOutShares({ rules, perDay, seen, deviations, nowMs }: Worked): number[] {
  if (perDay === null) return rules.map(({ share }) => share ?? 0)
  const known = countsOfDay(seen, nowMs)
  const sizes = rules.map((_, rule) => known[rule] ?? 0)
  const floors = sizes.map((size) => Math.min(size, (perDay * EVENLY_SPREAD) / rules.length))
  const rest = allocate({
    sizes: sizes.map((size, rule) => size - (floors[rule] ?? 0)),
    deviations,
    budget: perDay - floors.reduce((sum, floor) => sum + floor, 0),
  })
  return sizes.map((size, rule) => {
    const picked = (floors[rule] ?? 0) + (rest[rule] ?? 0)
    return size === 0 ? 1 : Math.min(1, Math.max(SHARE_MIN, picked / size))
  })
}

/** A share that was worked out is out of date when its rule was seen by so much more often. */
const OUTGROWN = 1.1

/** Whether some rule was seen so much more often than when its share was worked out. */
export function isOutgrown(seen: Filling['seen'], countsBefore: readonly number[], nowMs: number): boolean {
  return countsOfDay(seen, nowMs).some((count, rule) => count > 0 && count >= OUTGROWN * (countsBefore[rule] ?? 0))
}

/** σ of each rule's judgements, where as many good ones as bad ones are taken to be known beforehand (Beta(1, 1)). */
export function deviationsOf(rules: readonly ReviewRule[], reviews: readonly StoredReview[]): number[] {
  return rules.map(({ reason }) => {
    const judged = reviews.filter(
      ({ item, decision }) => item.reason === reason && decision !== 'skipped' && decision !== 'unsure',
    )
    const good = judged.filter(({ decision }) => decision === 'good').length
    const rate = (good + 1) / (judged.length + 2)
    return Math.sqrt(rate * (1 - rate))
  })
}
