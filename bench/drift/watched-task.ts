// A task whose signals follow laws, as the store would give it: cells of hours and days, counted from draws. What is asked of
// it goes through the engine's own reading, comparing and deciding.
import type { Alarm, DriftBaseline } from '@trimtab/contract/drift'
import { decideAll, type Decided } from '../../packages/collector/src/drift/decisions/decide.ts'
import type { Change } from '../../packages/collector/src/drift/decisions/change.ts'
import { DAY_MS, HOUR_MS } from '../../packages/collector/src/drift/hours.ts'
import { compareTask } from '../../packages/collector/src/drift/report/compare-task.ts'
import { addSummary, addToBin, emptySummary, type Summary } from '../../packages/collector/src/sketches/summary.ts'
import type { Watch, WatchCell, WatchedSignal, WatchStore } from '../../packages/collector/src/store/state-watch.ts'
import type { Chance } from './chance.ts'
import type { LaidOut, Law, LawCell } from './laws.ts'

/** Monday, 2 November 2026. */
export const NOW_MS: number = Date.UTC(2026, 10, 2)
export const TASK = 'a task'
/** Compared with the 28 days before, of which the last two are left out as the engine does. */
const REFERENCE_DAYS = 28
const LEFT_OUT_DAYS = 2
const CURRENT_HOURS = 24

/** A signal with its law laid out, and its reference drawn. */
export interface Known {
  law: Law
  laidOut: LaidOut
  signal: WatchedSignal
  reference: Drawn
}

/** So many rows of each cell, in each hour. */
export interface Drawn {
  hours: { startMs: number; counts: number[] }[]
  totals: number[]
}

export function signalOf(id: number, { name, kind }: Law, { grid, embedding, categories }: LaidOut): WatchedSignal {
  return { id, name, group: 'input', kind, sinceMs: 0, grid, embedding, categories, pending: [] }
}

export function drawReference(chance: Chance, cells: readonly LawCell[], rows: number): Drawn {
  const hours = (REFERENCE_DAYS - LEFT_OUT_DAYS) * 24
  return drawHours(chance, { fromMs: NOW_MS - DAY_MS - REFERENCE_DAYS * DAY_MS, hours, rows }, sharesOf(cells))
}

export function drawCurrent(chance: Chance, shares: readonly number[], rows: number): Drawn {
  return drawHours(chance, { fromMs: NOW_MS - CURRENT_HOURS * HOUR_MS, hours: CURRENT_HOURS, rows }, shares)
}

export function sharesOf(cells: readonly LawCell[]): number[] {
  return cells.map(({ share }) => share)
}

function drawHours(
  chance: Chance,
  { fromMs, hours, rows }: { fromMs: number; hours: number; rows: number },
  shares: readonly number[],
): Drawn {
  const totals = shares.map(() => 0)
  const each = chance.multinomial(
    rows,
    Array.from({ length: hours }, () => 1),
  )
  const drawn = each.map((some, hour) => {
    const counts = chance.multinomial(some, shares)
    for (const [cell, count] of counts.entries()) totals[cell] = (totals[cell] ?? 0) + count
    return { startMs: fromMs + hour * HOUR_MS, counts }
  })
  return { hours: drawn, totals }
}

export function summaryOf(cells: readonly LawCell[], counts: readonly number[]): Summary {
  const summary = emptySummary()
  const features = cells[0]?.features?.length ?? 0
  const sums = Array.from({ length: features }, () => 0)
  for (const [place, count] of counts.entries()) {
    const cell = cells[place]
    if (cell === undefined || count === 0) continue
    summary.rows += count
    if (cell.bin === 'missing') summary.missing += count
    else addToBin(summary, cell.bin, count)
    for (let feature = 0; feature < features; feature += 1)
      sums[feature] = (sums[feature] ?? 0) + count * (cell.features?.[feature] ?? 0)
  }
  summary.sums = sums
  return summary
}

/** Cells of hours and, of what is whole days, of days. */
export function cellsOf({ id }: WatchedSignal, cells: readonly LawCell[], { hours }: Drawn): WatchCell[] {
  const days = new Map<number, WatchCell>()
  const ofHours = hours.map(({ startMs, counts }): WatchCell => {
    const summary = summaryOf(cells, counts)
    const dayMs = Math.floor(startMs / DAY_MS) * DAY_MS
    const day = days.get(dayMs) ?? { of: 'day', signal: id, startMs: dayMs, segment: 0, summary: emptySummary() }
    addSummary(day.summary, summary)
    days.set(dayMs, day)
    return { of: 'hour', signal: id, startMs, segment: 0, summary }
  })
  return [...ofHours, ...days.values()]
}

export function watchOf(signals: WatchedSignal[], fromMs: number, toMs: number): Watch {
  return {
    task: TASK,
    signals,
    segments: [],
    signalsLeftOut: 0,
    vocabulary: [],
    vocabularyTexts: 0,
    lateness: [1],
    delays: [],
    counted: 1,
    firstMs: fromMs,
    lastMs: toMs - 1,
  }
}

type TaskState = Pick<WatchStore, 'watch' | 'watchedTasks' | 'watchCells' | 'baseline'> & {
  alarms: () => Promise<{ sequence: number; alarm: Alarm }[]>
}

/** Compared with all hours of the days before, so that the reference has as many rows as it is said to. */
const ROLLING: DriftBaseline = {
  task: TASK,
  reference: { kind: 'rolling', days: REFERENCE_DAYS },
  tolerances: {},
  segments: [],
  ignored: [],
  changedAt: null,
}

export interface ReferenceCells {
  known: readonly Known[]
  cells: readonly WatchCell[]
}

export function referenceCells(known: readonly Known[]): ReferenceCells {
  return { known, cells: known.flatMap(({ signal, laidOut, reference }) => cellsOf(signal, laidOut.cells, reference)) }
}

/** What the engine measures of a day against the reference, one window of each signal. */
export async function changesIn(
  { known, cells }: ReferenceCells,
  current: readonly Drawn[],
): Promise<{ changes: Change[]; together: Decided[] }> {
  const now = known.flatMap(({ signal, laidOut }, place) =>
    cellsOf(signal, laidOut.cells, current[place] ?? { hours: [], totals: [] }),
  )
  const all = [...cells, ...now]
  const firstMs = Math.min(...cells.map(({ startMs }) => startMs))
  const watch = watchOf(
    known.map(({ signal }) => signal),
    firstMs,
    NOW_MS,
  )
  const state: TaskState = {
    watch: async () => watch,
    watchedTasks: async () => [TASK],
    baseline: async () => ROLLING,
    alarms: async () => [],
    watchCells: async ({ of, signals, fromMs = -Infinity, toMs = Infinity }) =>
      all.filter(
        (cell) =>
          cell.of === of && cell.startMs >= fromMs && cell.startMs < toMs && (signals?.includes(cell.signal) ?? true),
      ),
  }
  const window = { fromMs: NOW_MS - CURRENT_HOURS * HOUR_MS, toMs: NOW_MS, nowMs: NOW_MS }
  const compared = await compareTask(state, TASK, window)
  const changes = compared?.changes ?? []
  return { changes, together: decideAll(changes) }
}

/** As if it were the only signal that is looked at. */
export function decidedAlone(change: Change): Decided['state'] {
  return decideAll([change])[0]?.state ?? 'no_data'
}
