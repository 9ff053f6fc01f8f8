// How good a task is by all who rate it, in all and taken apart, out of the sums.

import { type Quality, SERIES_GROUPS_MAX, type Slice } from '@trimtab/contract'
import { addTally, emptyTally, type Tally } from '../sketches/tally.ts'
import type { SliceFilter } from '../store/rows-folding.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import { qualityGroup } from './quality-group.ts'
import { qualityWarnings } from './quality-warnings.ts'
import { predictionsIn } from './signals/outcomes.ts'
import { ratingsIn } from './signals/ratings.ts'
import { fittingStep, wholeSteps } from './whole-steps.ts'

export interface QualityRequest extends SliceFilter {
  task: string
  fromMs: number
  toMs: number
  by: Slice | null
}

export async function readQuality(rows: Pick<RowsReading, 'sums'>, query: QualityRequest): Promise<Quality> {
  const { task, fromMs, toMs, by, ...only } = query
  const level = fittingStep({ fromMs, toMs })
  const bounds = wholeSteps(level, { fromMs, toMs })
  const { sums, isWhole } = await rows.sums({ level, tasks: [task], ...bounds, only, bySlice: by })
  const all = emptyTally()
  for (const { tally } of sums) addTally(all, tally)
  const ratings = ratingsIn(all)
  const total = qualityGroup(null, all, ratings)
  const groups =
    by === null
      ? []
      : sums
          .toSorted(bySize)
          .slice(0, SERIES_GROUPS_MAX)
          .map(({ slice, tally }) => qualityGroup(slice, tally))
  return {
    from: new Date(bounds.fromMs).toISOString(),
    to: new Date(bounds.toMs).toISOString(),
    by,
    total,
    groups,
    warnings: qualityWarnings({ total, groups, by, ratings }),
    isWhole,
  }
}

interface Sized {
  slice: string | null
  tally: Tally
}

function bySize(left: Sized, right: Sized): number {
  return predictionsIn(right.tally) - predictionsIn(left.tally) || ((left.slice ?? '') < (right.slice ?? '') ? -1 : 1)
}
