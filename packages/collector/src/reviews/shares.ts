// Which part of what each rule fits is picked: as the rule says, or so that about so many a day are. Of those a day half
// goes evenly to the rules, so that whatever a rule looks for is looked at and can be estimated; the other half goes where
// it makes the rate over everything most certain (Neyman: statistics/neyman-allocation.ts). A rule of which nothing was
// seen picks the first it fits; after that it counts on a day like the hour it has seen, and doubt about the hour makes
// it careful. So a burst into an empty queue leaves about a 24th of a day's items each time it has doubled: some at once,
// and never a flood.

import type { ReviewRule } from '@trimtab/contract'
import { allocate } from '../statistics/neyman-allocation.ts'
import type { Filling, StoredReview } from '../store/state-reviews.ts'
import { countsOfDay, perDayOf } from './seen.ts'

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
  /** Of what is stored already there will not be more: a day is what came of it. */
  isPast: boolean
}

export function workOutShares({ rules, perDay, seen, deviations, nowMs, isPast }: Worked): number[] {
  if (perDay === null) return rules.map(({ share }) => share ?? 0)
  const known = isPast ? countsOfDay(seen, nowMs) : perDayOf(seen, nowMs)
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

/** Whether some rule was seen twice as often as when its share was worked out: the share is out of date. */
export function isOutgrown(seen: Filling['seen'], countsBefore: readonly number[], nowMs: number): boolean {
  return countsOfDay(seen, nowMs).some((count, rule) => count > 0 && count >= 2 * (countsBefore[rule] ?? 0))
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
