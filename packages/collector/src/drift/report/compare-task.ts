// Everything of one task that a report needs, read once: what it is compared with, what changed, and what that costs.

import type { Alarm, DriftBaseline } from '@trimtab/contract/drift'
import type { AlarmStore } from '../../store/state-alarms.ts'
import type { Segment, Watch, WatchStore } from '../../store/state-watch.ts'
import type { Change } from '../decisions/change.ts'
import { measureSignal } from '../decisions/measure.ts'
import type { Stretch } from '../hours.ts'
import { readCompared } from '../reading/read-compared.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { planReference } from '../references/plan-reference.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { ESTIMATED_QUALITY, estimateQuality } from '../quality/estimated-quality.ts'
import { harmOfChange, outcomesAround, readOutcomes } from './harm-of-change.ts'

export type DriftState = Pick<WatchStore, 'watch' | 'watchedTasks' | 'watchCells' | 'baseline'> &
  Pick<AlarmStore, 'alarms'>

/** Only what is this, by dimension. */
export type SegmentFilter = { readonly [dimension: string]: string }

/** Older ones are in no reference any more. */
const ALARMS_READ = 1_000

export interface TaskCompared {
  watch: Watch
  baseline: DriftBaseline
  plan: ReferencePlan
  /** The newest first. */
  alarms: Alarm[]
  changes: Change[]
  /** Of each change, where anything is known of it. */
  harms: ReadonlyMap<Change, number>
}

/** Null where nothing is known of the task. */
export async function compareTask(
  state: DriftState,
  task: string,
  window: Stretch & { nowMs: number; segment?: SegmentFilter | undefined },
): Promise<TaskCompared | null> {
  const watch = await state.watch(task)
  if (watch === null) return null
  const baseline = (await state.baseline(task)) ?? defaultBaseline(task)
  const alarms = (await state.alarms({ task, limit: ALARMS_READ })).map(({ alarm }) => alarm)
  const plan = planReference({ watch, baseline, alarms, ...window })
  const compared = await readCompared({
    isMovable: true,
    state,
    watch,
    plan,
    ...window,
    segments: isIn(window.segment),
    signals: watch.signals.filter(({ name }) => !baseline.ignored.includes(name)).map(({ id }) => id),
  })
  const changes = compared.flatMap((each) => measureSignal(each, baseline.tolerances))
  const outcomes = await readOutcomes(state, task, window)
  const estimated = baseline.ignored.includes(ESTIMATED_QUALITY)
    ? null
    : estimateQuality({
        changes,
        outcomesOf: (signal) => outcomesAround(outcomes, signal, window.fromMs),
        tolerances: baseline.tolerances,
      })
  if (estimated !== null) changes.push(estimated)
  const harms = new Map<Change, number>()
  for (const change of changes) {
    const harm = harmOfChange(change, outcomes)
    if (harm !== null) harms.set(change, harm)
  }
  return { watch, baseline, plan, alarms, changes, harms }
}

/** Of what is beyond the bound nothing is known, so it is in no segment. */
function isIn(filter: SegmentFilter | undefined): ((segment: Segment | null) => boolean) | undefined {
  const asked = Object.entries(filter ?? {})
  if (asked.length === 0) return undefined
  return (segment) => segment !== null && asked.every(([dimension, value]) => segment.is[dimension] === value)
}
