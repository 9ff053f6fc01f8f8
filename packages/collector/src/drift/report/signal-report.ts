// What is said of one aspect of one signal, and the order in which it is said: what harms most comes first.

import type { Alarm, DriftState, DriftWindow, SignalReport } from '@trimtab/contract/drift'
import type { Sample } from '../compared.ts'
import type { Decided } from '../decisions/decide.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'

export interface Said {
  decided: Decided
  harm: number | null
  /** Open ones of its task. */
  alarms: readonly Alarm[]
  /** Where the current window was to end. */
  toMs: number
  /** How soon 99 of 100 ratings of its task come. */
  ratedMs: number
}

export function signalReport({ decided, harm, alarms, toMs, ratedMs }: Said): SignalReport {
  const { change, state, qValue, rowsNeeded } = decided
  const { compared, aspect, tolerance, measured, was, now } = change
  const { task, signal, referenceMs, currentMs } = compared
  const alarm = alarms.find((one) => one.signal === signal.name && one.aspect === aspect)
  const test =
    measured === null || qValue === null ? null : { method: measured.method, pValue: measured.pValue, qValue }
  return {
    task,
    signal: signal.name,
    aspect,
    group: signal.group,
    state,
    effect: measured?.effect ?? null,
    tolerance,
    was,
    now,
    reference: windowOf(compared.reference, referenceMs),
    current: windowOf(compared.current, currentMs),
    dependence: Math.max(1, change.current.effective > 0 ? change.current.rows / change.current.effective : 1),
    test,
    rowsNeeded,
    ...(decided.referenceNeeded === null ? {} : { referenceNeeded: decided.referenceNeeded }),
    reason:
      [decided.reason, change.note ?? null, currentMs.to < toMs ? whyUnrated(ratedMs) : null]
        .filter((one) => one !== null)
        .join(' ') || null,
    harm,
    alarm: alarm?.id ?? null,
  }
}

function whyUnrated(withinMs: number): string {
  return `What people say is looked at of a time somewhat earlier: 99 of 100 ratings come within ${lengthText(withinMs)}.`
}

function lengthText(lengthMs: number): string {
  const [unitMs, unit] =
    lengthMs < HOUR_MS ? [HOUR_MS / 60, 'minute'] : lengthMs < 2 * DAY_MS ? [HOUR_MS, 'hour'] : [DAY_MS, 'day']
  const count = Math.ceil(lengthMs / unitMs)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function windowOf({ n }: Sample, { from, to }: { from: number; to: number }): DriftWindow {
  return { n: Math.round(n), from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

const STATES: readonly DriftState[] = ['drift', 'unclear', 'no_data', 'stable']
/** Less harm than half a point is none that is worth an order. */
const HARM_STEP = 0.005

/** The most harmful first, then by state, then by how many tolerances it is, then by name. */
export function bySeverity(left: SignalReport, right: SignalReport): number {
  return (
    harmSteps(right) - harmSteps(left) ||
    STATES.indexOf(left.state) - STATES.indexOf(right.state) ||
    inTolerances(right) - inTolerances(left) ||
    (`${left.task} ${left.signal} ${left.aspect}` < `${right.task} ${right.signal} ${right.aspect}` ? -1 : 1)
  )
}

function harmSteps({ harm }: SignalReport): number {
  return Math.max(0, Math.floor((harm ?? 0) / HARM_STEP))
}

/** A tolerance of nothing is passed by anything. */
function inTolerances({ effect, tolerance }: SignalReport): number {
  return Math.abs(effect?.estimate ?? 0) / Math.max(tolerance, Number.EPSILON)
}
