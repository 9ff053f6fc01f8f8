// Figures over time, taken apart by what the sources say, out of the sums.

import {
  type Figures,
  type Series,
  SERIES_GROUPS_MAX,
  type SeriesGroup,
  type SeriesStep,
  type Slice,
} from '@trimtab/contract'
import { addTally, emptyTally } from '../sketches/tally.ts'
import type { SliceFilter, Sum } from '../store/rows-folding.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import { figuresOf } from './figures.ts'
import { predictionsIn } from './signals/outcomes.ts'
import { fittingStep, isTooLong, wholeSteps } from './whole-steps.ts'

export interface SeriesRequest extends SliceFilter {
  task?: string | undefined
  fromMs: number
  toMs: number
  /** Not said: hours where there are not too many, else days. */
  step?: SeriesStep | undefined
  by: Slice | null
}

/** Null where so long a time has too many steps. */
export async function readSeries(rows: Pick<RowsReading, 'sums'>, query: SeriesRequest): Promise<Series | null> {
  const { task, fromMs, toMs, step: asked, by, ...only } = query
  const step = asked ?? fittingStep({ fromMs, toMs })
  const bounds = wholeSteps(step, { fromMs, toMs })
  if (isTooLong(bounds, step)) return null
  const { sums, isWhole } = await rows.sums({
    level: step,
    ...(task === undefined ? {} : { tasks: [task] }),
    ...bounds,
    only,
    byTime: true,
    bySlice: by,
  })
  const groups = [...Map.groupBy(sums, ({ slice }) => slice)].toSorted(bySize)
  const others = groups.slice(SERIES_GROUPS_MAX).flatMap(([, ofGroup]) => ofGroup)
  return {
    from: new Date(bounds.fromMs).toISOString(),
    to: new Date(bounds.toMs).toISOString(),
    step,
    by,
    groups: groups.slice(0, SERIES_GROUPS_MAX).map(([name, ofGroup]) => groupOf(name, ofGroup)),
    others: others.length === 0 ? null : groupOf(null, others),
    isWhole,
  }
}

type Group = [name: string | null, sums: Sum[]]

function bySize([left, ofLeft]: Group, [right, ofRight]: Group): number {
  const size = (sums: readonly Sum[]): number => sums.reduce((total, { tally }) => total + predictionsIn(tally), 0)
  return size(ofRight) - size(ofLeft) || ((left ?? '') < (right ?? '') ? -1 : 1)
}

function groupOf(name: string | null, sums: readonly Sum[]): SeriesGroup {
  const points = [...Map.groupBy(sums, ({ startMs }) => startMs)].toSorted(([left], [right]) => left - right)
  return {
    name,
    total: figuresIn(sums),
    points: points.map(([startMs, ofPoint]) => ({ at: new Date(startMs).toISOString(), ...figuresIn(ofPoint) })),
  }
}

function figuresIn(sums: readonly Sum[]): Figures {
  const total = emptyTally()
  for (const { tally } of sums) addTally(total, tally)
  return figuresOf(total)
}
