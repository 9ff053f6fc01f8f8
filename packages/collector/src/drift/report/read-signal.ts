// One signal of a task in depth: what is said of it, its last days, how it is spread, where its change comes from, and examples.

import type { Alarm, DriftCause, SignalDetail, SignalReport } from '@trimtab/contract/drift'
import type { Clock } from '../../clock.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import { readCause } from '../causes/cause.ts'
import { findExamples } from '../causes/examples.ts'
import { spreadOf } from '../causes/spread.ts'
import type { Change } from '../decisions/change.ts'
import { decideAll } from '../decisions/decide.ts'
import type { Stretch } from '../hours.ts'
import { ratedWithinMs } from '../reading/rated-until.ts'
import { ESTIMATED_QUALITY, sureChange } from '../quality/estimated-quality.ts'
import { compareTask, type DriftState, type TaskCompared } from './compare-task.ts'
import { readMarkers } from './markers.ts'
import { windowOf } from './read-drift-report.ts'
import { firstDayMs, readSignalDays } from './signal-days.ts'
import { bySeverity, signalReport } from './signal-report.ts'

export interface SignalQuestion {
  state: DriftState
  rows: Pick<RowsReading, 'predictions'>
  clock: Clock
  task: string
  signal: string
  /** The last day where nothing is said. */
  fromMs?: number | undefined
  toMs?: number | undefined
}

type Window = Stretch & { nowMs: number }

/**
 * Null where there is no such task or signal. All signals of the task are decided together, as in its report, so both say the
 * same. It costs as many cells as there are, and at most 500 predictions.
 */
export async function readSignalDetail(question: SignalQuestion): Promise<SignalDetail | null> {
  const { state, task, signal, clock } = question
  const nowMs = clock()
  const window = { ...windowOf(question, nowMs), nowMs }
  const compared = await compareTask(state, task, window)
  if (compared === null) return null
  const isKnown = compared.watch.signals.some(({ name }) => name === signal)
  const report = reportsOf(compared, signal, window)
  if (!isKnown && report.length === 0) return null
  const alarms = compared.alarms.filter((alarm) => alarm.signal === signal)
  return {
    report,
    ...(await depthOf(question, compared, window, report[0])),
    markers: await readMarkers(state, compared.watch, { fromMs: markedFrom(alarms, window.toMs), toMs: window.toMs }),
    alarms,
  }
}

function reportsOf({ watch, changes, harms, alarms }: TaskCompared, signal: string, { toMs }: Window): SignalReport[] {
  const open = alarms.filter(({ state }) => state !== 'closed')
  const ratedMs = ratedWithinMs(watch.delays)
  return decideAll(changes)
    .filter(({ change }) => change.compared.signal.name === signal)
    .map((decided) => signalReport({ decided, harm: harms.get(decided.change) ?? null, alarms: open, toMs, ratedMs }))
    .toSorted(bySeverity)
}

type Depth = Pick<SignalDetail, 'days' | 'spread' | 'cause' | 'examples'>

const NO_DEPTH: Depth = { days: [], spread: [], cause: null, examples: [] }

/** Of the aspect that is worst. What is ignored has none, and what is estimated is as what it is estimated from is spread. */
async function depthOf(
  { state, rows, clock }: SignalQuestion,
  { watch, baseline, plan, alarms, changes }: TaskCompared,
  window: Window,
  worst: SignalReport | undefined,
): Promise<Depth> {
  const ofSignal = changes.filter(({ compared: { signal } }) => signal.name === worst?.signal)
  const values = ofSignal.find(({ aspect }) => aspect === 'values')
  if (values === undefined) return NO_DEPTH
  const { compared } = values
  if (compared.signal.name === ESTIMATED_QUALITY) return { ...NO_DEPTH, spread: spreadOfSure(changes) }
  const change = ofSignal.find(({ aspect }) => aspect === worst?.aspect) ?? values
  return {
    days: await readSignalDays({ state, watch, baseline, alarms, values, ...window }),
    spread: spreadOf(compared),
    cause: await causeOf({ state, watch, plan, ...window }, change),
    examples: await findExamples({ rows, clock, watch, plan, compared, segmentKeys: baseline.segments }),
  }
}

async function causeOf(input: Parameters<typeof readCause>[0], change: Change): Promise<DriftCause | null> {
  return change.measured === null ? null : readCause(input, change)
}

function spreadOfSure(changes: readonly Change[]): SignalDetail['spread'] {
  const sure = sureChange(changes)
  return sure === null ? [] : spreadOf(sure.compared)
}

/** Of the last days, and before them since what an open alarm is of began. */
function markedFrom(alarms: readonly Alarm[], toMs: number): number {
  return alarms
    .filter(({ state }) => state !== 'closed')
    .map(({ beganAt, openedAt }) => Date.parse(beganAt?.from ?? openedAt))
    .reduce((first, ms) => Math.min(first, ms), firstDayMs(toMs))
}
