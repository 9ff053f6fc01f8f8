// Works out what a task is compared with: which stretches of the past, without incidents, and whether hours are matched.

import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import type { Alarm, DriftBaseline } from '@trimtab/contract/drift'
import type { Watch } from '../../store/state-watch.ts'
import { cutOut, DAY_MS, lastOf, type Stretch, WEEK_MS } from '../hours.ts'
import { normalSince, withoutIncidents } from './normal-time.ts'
import type { ReferencePlan } from './reference-plan.ts'
import { splitSegments } from './slices.ts'

/** What began just before the current window is not yet normal. */
const GAP_MS = 2 * DAY_MS
/** Less history than this has no gap, or hardly anything were left. */
const GAP_HISTORY_MS = 2 * GAP_MS
/** Whether an hour is unlike others can be told from two weeks on. */
const MATCHED_HISTORY_MS = 2 * WEEK_MS

export interface PlanInput {
  watch: Watch
  baseline: DriftBaseline
  /** All that are known of the task, open and closed. */
  alarms: readonly Alarm[]
  /** The current window. */
  fromMs: number
  toMs: number
}

export function planReference(input: PlanInput): ReferencePlan {
  const { reference } = input.baseline
  switch (reference.kind) {
    case 'rolling':
      return planDays(input, reference.days, null)
    case 'seasonal':
      return planWeeks(input, reference.weeks)
    case 'pinned':
      return planPinned(input, { fromMs: Date.parse(reference.from), toMs: Date.parse(reference.to) })
    case 'slice': {
      const { isOf, isCompared, unknown } = splitSegments(reference.only)
      const spans = input.fromMs < input.toMs ? [{ fromMs: input.fromMs, toMs: input.toMs }] : []
      const note = unknown.length > 0 ? `Segments are not told apart by ${unknown.join(', ')}.` : null
      // Hours are matched, since a version may have answered in some hours more than in others.
      return { ...planOf(input, spans), isMatched: true, isOf, isCompared, note }
    }
    case 'dataset':
      return { ...planOf(input, []), isPinned: true }
  }
}

function planDays(input: PlanInput, days: number, note: string | null): ReferencePlan {
  const sinceMs = normalSince(input.alarms, -Infinity)
  const gapMs = input.fromMs - Math.max(sinceMs, input.watch.firstMs) < GAP_HISTORY_MS ? 0 : GAP_MS
  return { ...planOf(input, lastOfNormal(input, gapMs, days * DAY_MS - gapMs)), note }
}

function planWeeks(input: PlanInput, weeks: number): ReferencePlan {
  const sinceMs = normalSince(input.alarms, -Infinity)
  if (input.fromMs - Math.max(sinceMs, input.watch.firstMs) < MATCHED_HISTORY_MS)
    return planDays(input, weeks * 7, 'Less than two weeks are known, so it is compared with all hours of the week.')
  return { ...planOf(input, lastOfNormal(input, GAP_MS, weeks * WEEK_MS - GAP_MS)), isMatched: true }
}

function planPinned(input: PlanInput, pinned: Stretch): ReferencePlan {
  const chosenMs = Date.parse(input.baseline.changedAt ?? '')
  const normal = normalOf(input, pinned, Number.isNaN(chosenMs) ? -Infinity : chosenMs)
  // What is compared is no part of what it is compared with.
  return planOf(input, cutOut(normal, input))
}

/** So long in all: an incident that takes days away gives as many before it, or one that nobody closes would leave nothing. */
function lastOfNormal(input: PlanInput, gapMs: number, lengthMs: number): Stretch[] {
  const known = { fromMs: input.fromMs - DRIFT_DAYS_MAX * DAY_MS, toMs: input.fromMs - gapMs }
  return lastOf(normalOf(input, known), lengthMs)
}

function normalOf({ alarms }: PlanInput, { fromMs, toMs }: Stretch, chosenMs: number = -Infinity): Stretch[] {
  const stretch = { fromMs: Math.max(fromMs, normalSince(alarms, chosenMs)), toMs }
  return stretch.fromMs < stretch.toMs ? withoutIncidents([stretch], alarms) : []
}

function planOf({ baseline }: PlanInput, spans: readonly Stretch[]): ReferencePlan {
  const { reference } = baseline
  return { reference, spans, isMatched: false, isPinned: false, isOf: null, isCompared: null, note: null }
}
