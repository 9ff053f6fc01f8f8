// What is known of one signal in one hour or day, over all segments that are asked for.

import { addSummary, emptySummary, type Summary } from '../../sketches/summary.ts'
import type { CellOf, WatchStore } from '../../store/state-watch.ts'
import { DAY_MS, HOUR_MS, type Stretch } from '../hours.ts'

export interface Timed {
  startMs: number
  lengthMs: number
  rows: number
  /** Those with a value. */
  seen: number
  missing: number
  odd: number
  bins: ReadonlyMap<number, number>
  sums: readonly number[]
}

export interface TimedQuery {
  state: Pick<WatchStore, 'watchCells'>
  task: string
  /** All where none is said. */
  signals: readonly number[] | undefined
  isAsked: (segment: number) => boolean
}

/** By signal, the oldest first. */
export type TimedBySignal = ReadonlyMap<number, readonly Timed[]>

export async function readTimed(
  { state, task, signals, isAsked }: TimedQuery,
  of: CellOf,
  stretches: readonly Stretch[],
): Promise<TimedBySignal> {
  const lengthMs = of === 'hour' || of === 'heard' ? HOUR_MS : DAY_MS
  const bySignal = new Map<number, Map<number, Summary>>()
  // Those of cells are whosever they are, so they are not added to, and most need no copy.
  const own = new Set<Summary>()
  for (const { fromMs, toMs } of stretches) {
    for (const cell of await state.watchCells({ task, of, signals, fromMs, toMs })) {
      if (!isAsked(cell.segment)) continue
      const byStart = bySignal.get(cell.signal) ?? new Map<number, Summary>()
      bySignal.set(cell.signal, byStart)
      const before = byStart.get(cell.startMs)
      if (before === undefined) byStart.set(cell.startMs, cell.summary)
      else if (own.has(before)) addSummary(before, cell.summary)
      else byStart.set(cell.startMs, ownSum(own, before, cell.summary))
    }
  }
  return new Map([...bySignal].map(([signal, byStart]) => [signal, inOrder(byStart, lengthMs)]))
}

function inOrder(byStart: ReadonlyMap<number, Summary>, lengthMs: number): Timed[] {
  return [...byStart]
    .map(([startMs, summary]) => timedOf(summary, startMs, lengthMs))
    .filter(({ rows }) => rows > 0)
    .toSorted((left, right) => left.startMs - right.startMs)
}

function ownSum(own: Set<Summary>, one: Summary, other: Summary): Summary {
  const sum = emptySummary()
  addSummary(sum, one)
  addSummary(sum, other)
  own.add(sum)
  return sum
}

/** Less than nothing is nothing: of a signal whose first values waited, more may have been taken back than was counted. */
function timedOf(summary: Summary, startMs: number, lengthMs: number): Timed {
  let [bins, seen]: [ReadonlyMap<number, number>, number] = [summary.bins, 0]
  let least = 0
  for (const count of bins.values()) {
    seen += count
    if (count < least) least = count
  }
  if (least < 0) {
    bins = new Map([...bins].filter(([, count]) => count > 0))
    seen = [...bins.values()].reduce((sum, count) => sum + count, 0)
  }
  const [missing, odd] = [Math.max(0, summary.missing), Math.max(0, summary.odd)]
  return { startMs, lengthMs, rows: seen + missing + odd, seen, missing, odd, bins, sums: summary.sums }
}
