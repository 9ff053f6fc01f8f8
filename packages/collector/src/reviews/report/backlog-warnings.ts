// Why the rate of a queue that falls behind may be that of another time. What is open is taken by its place in the order of
// chance: of days with little traffic more has had its turn than of busy ones, and a stratum knows of no days. Where nothing
// but traffic changes, that does no harm.

import type { ReviewReport } from '@trimtab/contract'
import { percent } from '../../aggregates/percent.ts'
import { newcombeInterval, type Share } from '../../statistics/newcombe-interval.ts'
import { meanOf } from './rates.ts'
import { goodOf, type ReviewedItem } from './reviewed-items.ts'

/** Of what was picked. Of more, what is left over moves a rate by little, however it differs. */
const REVIEWED_NEARLY_ALL = 0.9
/** Where less than that was reviewed, what differs between times may not have been seen yet. */
const REVIEWED_HALF = 0.5

export interface Backlog extends Pick<ReviewReport, 'good' | 'strata'> {
  items: readonly ReviewedItem[]
}

export function backlogWarnings({ strata, good, items }: Backlog): string[] {
  const picked = strata.reduce((sum, stratum) => sum + stratum.picked, 0)
  const reviewed = strata.reduce((sum, stratum) => sum + stratum.reviewed, 0)
  if (good === null || reviewed >= REVIEWED_NEARLY_ALL * picked) return []
  const change = changeIn(items.filter(({ facts }) => facts.reason === strata[0]?.reason))
  if (change === null && reviewed >= REVIEWED_HALF * picked) return []
  return [
    `Only ${reviewed} of the ${picked} predictions that rules picked are reviewed, and speak for the others. ${
      change === null
        ? 'Where traffic grows meanwhile, what came early counts too much, and where quality changes too the rate is that of another time.'
        : `Of those that came first ${percent(change.before)} are good and of those that came later ${percent(change.after)}: where traffic changed meanwhile too, the rate leans to the quieter time.`
    } Pick fewer, or review more.`,
  ]
}

/** Between the earlier and the later half; null where it may be chance. Of one stratum, since each has its own rate. */
function changeIn(items: readonly ReviewedItem[]): { before: number; after: number } | null {
  const judged = items
    .flatMap(({ facts, reviews }) => {
      const value = meanOf(reviews, goodOf)
      return value === null ? [] : [{ value, at: facts.addedAt }]
    })
    .toSorted((left, right) => (left.at < right.at ? -1 : Number(left.at > right.at)))
  const [before, after] = [judged.slice(0, judged.length >> 1), judged.slice(judged.length >> 1)].map(
    (half): Share => ({ share: half.reduce((sum, { value }) => sum + value, 0) / half.length, count: half.length }),
  )
  if (!before?.count || !after) return null
  const { low, high } = newcombeInterval(before, after)
  return low <= 0 && high >= 0 ? null : { before: before.share, after: after.share }
}
