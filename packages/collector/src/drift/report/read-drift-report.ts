// The report: all signals of some tasks against what each task is compared with, decided together.

import type { DriftReport, TaskDrift } from '@trimtab/contract/drift'
import type { Clock } from '../../clock.ts'
import { decideAll } from '../decisions/decide.ts'
import { DAY_MS, endOfHour, startOfHour, type Stretch } from '../hours.ts'
import { ratedWithinMs } from '../reading/rated-until.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { compareTask, type DriftState, type SegmentFilter, type TaskCompared } from './compare-task.ts'
import { readMarkers } from './markers.ts'
import { bySeverity, signalReport } from './signal-report.ts'

export interface DriftQuestion {
  state: DriftState
  clock: Clock
  /** Whether all that came is counted. */
  isCaughtUp: boolean
  /** All that are watched where none is said; those of which nothing is known are left out. */
  tasks?: readonly string[] | undefined
  /** The last day where nothing is said. */
  fromMs?: number | undefined
  toMs?: number | undefined
  segment?: SegmentFilter | undefined
}

/** Windows are of whole hours. */
export async function readDriftReport(question: DriftQuestion): Promise<DriftReport> {
  const { state, tasks, segment } = question
  const nowMs = question.clock()
  const window = windowOf(question, nowMs)
  const compared: TaskCompared[] = []
  for (const task of tasks ?? (await state.watchedTasks())) {
    const read = await compareTask(state, task, { ...window, nowMs, segment })
    if (read !== null) compared.push(read)
  }
  const decided = decideAll(compared.flatMap(({ changes }) => changes))
  const open = compared.map((task) => task.alarms.filter((alarm) => alarm.state !== 'closed'))
  const harms = new Map(compared.flatMap((task) => [...task.harms]))
  const alarms = open.flat()
  const rated = new Map(compared.map(({ watch }) => [watch.task, ratedWithinMs(watch.delays)]))
  const signals = decided.map((one) => {
    const ofTask = alarms.filter(({ task }) => task === one.change.compared.task)
    return signalReport({
      decided: one,
      harm: harms.get(one.change) ?? null,
      alarms: ofTask,
      toMs: window.toMs,
      ratedMs: rated.get(one.change.compared.task) ?? 0,
    })
  })
  const ofTasks: TaskDrift[] = []
  for (const task of compared) ofTasks.push(await taskDrift(question, task, window))
  return {
    from: new Date(window.fromMs).toISOString(),
    to: new Date(window.toMs).toISOString(),
    tasks: ofTasks.toSorted((left, right) => (left.task < right.task ? -1 : 1)),
    signals: signals.toSorted(bySeverity),
    alarms,
  }
}

/** Of whole hours, the last day where nothing is said. One that ends before it begins has nothing in it. */
export function windowOf({ fromMs, toMs }: Pick<DriftQuestion, 'fromMs' | 'toMs'>, nowMs: number): Stretch {
  const endMs = endOfHour(toMs ?? nowMs)
  return { fromMs: Math.min(startOfHour(fromMs ?? endMs - DAY_MS), endMs), toMs: endMs }
}

async function taskDrift(
  { state, isCaughtUp }: DriftQuestion,
  { watch, plan }: TaskCompared,
  window: Stretch,
): Promise<TaskDrift> {
  const markersFromMs = Math.min(plan.spans[0]?.fromMs ?? window.fromMs, window.fromMs)
  return {
    task: watch.task,
    reference: plan.reference,
    note: plan.note ?? noteOf(plan),
    from: new Date(window.fromMs).toISOString(),
    to: new Date(window.toMs).toISOString(),
    signalsLeftOut: watch.signalsLeftOut,
    markers: await readMarkers(state, watch, { fromMs: markersFromMs, toMs: window.toMs }),
    isWhole: isCaughtUp,
  }
}

function noteOf({ spans, isPinned }: ReferencePlan): string | null {
  return spans.length === 0 && !isPinned ? 'There is no time to compare with yet.' : null
}
