// The last whole days of one signal, each against what it is compared with, as a line that can be drawn.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Alarm, DriftBaseline, SignalDay, SignalFigure } from '@trimtab/contract/drift'
import { addSummary, emptySummary } from '../../sketches/summary.ts'
import type { Watch, WatchCell, WatchStore } from '../../store/state-watch.ts'
import { toldShare } from '../causes/figure.ts'
import type { Sample } from '../compared.ts'
import type { Change } from '../decisions/change.ts'
import { decideAll, type Decided } from '../decisions/decide.ts'
import { meanOf, medianOf, shareFigure } from '../decisions/figures.ts'
import { measureSignal } from '../decisions/measure.ts'
import { DAY_MS, type Stretch } from '../hours.ts'
import { readCompared } from '../reading/read-compared.ts'
import { readOnce } from '../reading/read-once.ts'
import { planReference } from '../references/plan-reference.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'

const DAYS = 30

export interface DaysInput {
  state: Pick<WatchStore, 'watchCells'>
  watch: Watch
  baseline: DriftBaseline
  alarms: readonly Alarm[]
  /** What is said of the values of the signal in the window that was asked for. */
  values: Change
  toMs: number
  nowMs: number
}

/** Of the last 30 days that are over, when the first begins. */
export function firstDayMs(toMs: number): number {
  return (Math.floor(toMs / DAY_MS) - DAYS) * DAY_MS
}

/**
 * Each as if a report had been asked for that day, but from cells of days alone, which are read once for all of them: days of
 * the week are matched, and the hours within them are not. The days are decided together, or one of thirty were drift by chance.
 */
export async function readSignalDays(input: DaysInput): Promise<SignalDay[]> {
  const { watch, baseline, alarms, values } = input
  const firstMs = firstDayMs(input.toMs)
  const windows = Array.from({ length: DAYS }, (_, place) => {
    const window = { fromMs: firstMs + place * DAY_MS, toMs: firstMs + (place + 1) * DAY_MS }
    return { ...window, plan: planReference({ watch, baseline, alarms, ...window }) }
  })
  const state = await readTogether(input, windows)
  const changes: Change[] = []
  for (const window of windows) {
    // All has been read, so that nothing else would let others go first.
    await nextTurn()
    const asked = { state, watch, ...window, nowMs: input.nowMs, signals: [values.compared.signal.id], isByDay: true }
    const compared = await readCompared(asked)
    const ofDay = compared.flatMap((each) => measureSignal(each, baseline.tolerances))
    changes.push(...ofDay.filter(({ aspect }) => aspect === 'values'))
  }
  return decideAll(changes).map((decided) => dayOf(input, decided))
}

type PlannedWindow = Stretch & { plan: ReferencePlan }

/** One read of days for all windows, over all segments at once where none of them is compared apart. */
async function readTogether(
  { state, watch, values }: DaysInput,
  windows: readonly PlannedWindow[],
): Promise<Pick<WatchStore, 'watchCells'>> {
  const spans = windows.flatMap((window) => [window, ...window.plan.spans])
  const days = await state.watchCells({
    task: watch.task,
    of: 'day',
    signals: [values.compared.signal.id],
    fromMs: spans.reduce((first, { fromMs }) => Math.min(first, fromMs), Infinity),
    toMs: spans.reduce((last, { toMs }) => Math.max(last, toMs), -Infinity),
  })
  const isApart = windows.some(({ plan }) => plan.isOf !== null || plan.isCompared !== null)
  const cells = isApart ? days : overSegments(days)
  const others = readOnce(state)
  return {
    watchCells: async (query) =>
      query.of === 'day'
        ? cells.filter(({ startMs }) => startMs >= (query.fromMs ?? -Infinity) && startMs < (query.toMs ?? Infinity))
        : others.watchCells(query),
  }
}

function overSegments(cells: readonly WatchCell[]): WatchCell[] {
  return [...Map.groupBy(cells, ({ startMs }) => startMs).values()].flatMap((ofDay) => {
    const summary = emptySummary()
    for (const cell of ofDay) addSummary(summary, cell.summary)
    return ofDay.slice(0, 1).map((cell) => ({ ...cell, segment: 0, summary }))
  })
}

function dayOf(input: DaysInput, { change, state }: Decided): SignalDay {
  const { current, currentMs } = change.compared
  return {
    day: new Date(currentMs.from).toISOString().slice(0, 10),
    n: Math.round(current.n),
    figure: figureOf(input, current),
    effect: change.measured?.effect ?? null,
    state,
  }
}

/** The same of each day as of the whole window, though another category may have changed most on it, or no median moved. */
function figureOf({ values }: DaysInput, sample: Sample): SignalFigure | null {
  const { grid, kind } = values.compared.signal
  if (kind === 'number')
    return grid === null ? null : values.now?.name === 'mean' ? meanOf(grid, sample) : medianOf(grid, sample)
  const told = values.reason === null ? toldShare(values.compared) : null
  if (told === null || sample.seen === 0) return null
  return shareFigure(told.name, told.countIn(sample) / sample.seen, sample.effective)
}
