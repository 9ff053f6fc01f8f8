// What the guards of a task are held against: the same reference as reports have, but one that ends before every hour that
// any guard has not closed yet, so that no row is held against a bound that it had a part in.

import type { Alarm, DriftBaseline } from '@trimtab/contract/drift'
import type { Watch } from '../../store/state-watch.ts'
import { DAY_MS, overlaps, type Stretch, WEEK_MS } from '../hours.ts'
import { planReference } from '../references/plan-reference.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'

export interface GuardPlan {
  reference: ReferencePlan
  /** What else tells how much rows hang together, where the reference says too little of that; null where it says enough. */
  hanging: Stretch | null
}

interface PlanFor {
  watch: Watch
  baseline: DriftBaseline
  alarms: readonly Alarm[]
  /** All hours before it are closed. */
  throughMs: number
}

/** As long as a version is compared with another that answers at the same time, and as long as is looked at for rhythms. */
const MONTH_MS: number = 28 * DAY_MS

/**
 * Renewed once a day: the same for all that is asked within one, whatever comes meanwhile. Nobody stands guard over a task in
 * its first week: who saw only a night would take every morning for a change, and who saw only work days every Saturday. Where
 * all is only since a day or more as somebody said it is expected to be, what was before still tells of its rhythm.
 */
export function guardPlan({ watch, baseline, alarms, throughMs }: PlanFor): GuardPlan {
  const atMs = Math.floor(throughMs / DAY_MS) * DAY_MS
  const fromMs = baseline.reference.kind === 'slice' ? atMs - MONTH_MS : atMs
  const plan = planReference({ watch, baseline, alarms, fromMs, toMs: atMs })
  const spans = overlaps(plan.spans, { fromMs: -Infinity, toMs: atMs })
  if (plan.isPinned) return { reference: plan, hanging: { fromMs: atMs - MONTH_MS, toMs: atMs } }
  const sinceMs = Math.max(watch.firstMs, spans[0]?.fromMs ?? Infinity)
  const isKnown = atMs - watch.firstMs >= WEEK_MS && atMs - sinceMs >= DAY_MS
  const reference = { ...plan, spans: isKnown || isChosen(baseline) ? spans : [] }
  const lengthMs = spans.reduce(
    (sum, span) => sum + span.toMs - Math.max(span.fromMs, Math.min(watch.firstMs, span.toMs)),
    0,
  )
  return { reference, hanging: lengthMs < WEEK_MS ? { fromMs: sinceMs - MONTH_MS, toMs: atMs } : null }
}

/** By somebody who said which time or version is normal, and not the last that there was. */
function isChosen({ reference: { kind } }: DriftBaseline): boolean {
  return kind === 'pinned' || kind === 'slice'
}
