// What a change costs by itself: so much more of what was answered is bad.

import type { WatchStore } from '../../store/state-watch.ts'
import { harmOf } from '../causes/harm.ts'
import type { Change } from '../decisions/change.ts'
import type { KnownOutcomes } from '../quality/calibration.ts'
import { DAY_MS, type Stretch } from '../hours.ts'
import { readTimed, type TimedBySignal } from '../reading/timed.ts'

/** From outcomes of so many days it is known which values turn out badly. */
const OUTCOME_DAYS = 56

/** Of what there should be much. */
const GOOD: readonly string[] = ['share of up', 'share of right', 'share of good']

/** By signal, those that turned out well and those that did not. */
export interface Outcomes {
  good: TimedBySignal
  bad: TimedBySignal
}

type Counts = ReadonlyMap<number, number>

export async function readOutcomes(
  state: Pick<WatchStore, 'watchCells'>,
  task: string,
  { fromMs, toMs }: Stretch,
): Promise<Outcomes> {
  const query = { state, task, signals: undefined, isAsked: () => true }
  const days = [{ fromMs: fromMs - OUTCOME_DAYS * DAY_MS, toMs }]
  return { good: await readTimed(query, 'good', days), bad: await readTimed(query, 'bad', days) }
}

/** Null where nothing is known of it. Shares of what is good or bad itself are their own harm. */
export function harmOfChange({ compared, aspect, measured, now }: Change, { good, bad }: Outcomes): number | null {
  if (measured === null) return null
  const { signal, reference, current } = compared
  if (
    aspect === 'values' &&
    GOOD.includes(now?.name ?? '') &&
    (signal.group === 'feedback' || signal.group === 'quality')
  )
    return 0 - measured.effect.estimate
  const [well, badly] = [countsOf(good, signal.id), countsOf(bad, signal.id)]
  const known = { good: well, bad: badly }
  if (aspect === 'values') return harmOf({ reference: reference.bins, current: current.bins, ...known })
  if (aspect !== 'unseen') return null
  const isSeen = (bin: number): boolean => (reference.bins.get(bin) ?? 0) > 0
  const [was, is] = [reference.bins, current.bins].map((bins) => bySeen(bins, isSeen))
  if (was === undefined || is === undefined) return null
  return harmOf({ reference: was, current: is, good: bySeen(well, isSeen), bad: bySeen(badly, isSeen) })
}

function countsOf(timed: TimedBySignal, signal: number): Counts {
  const counts = new Map<number, number>()
  for (const { bins } of timed.get(signal) ?? [])
    for (const [bin, count] of bins) counts.set(bin, (counts.get(bin) ?? 0) + count)
  return counts
}

/** Of one signal, of days that were over before a time, and of those since. */
export function outcomesAround(
  { good, bad }: Outcomes,
  signal: number,
  atMs: number,
): { before: KnownOutcomes; since: KnownOutcomes } {
  const of = (timed: TimedBySignal, isBefore: boolean): Counts =>
    countsOf(
      new Map([[signal, (timed.get(signal) ?? []).filter((day) => day.startMs + DAY_MS <= atMs === isBefore)]]),
      signal,
    )
  return {
    before: { good: of(good, true), bad: of(bad, true) },
    since: { good: of(good, false), bad: of(bad, false) },
  }
}

/** What was seen before, and what was not. */
function bySeen(bins: Counts, isSeen: (bin: number) => boolean): Counts {
  const counts = new Map([
    [0, 0],
    [1, 0],
  ])
  for (const [bin, count] of bins) counts.set(Number(isSeen(bin)), (counts.get(Number(isSeen(bin))) ?? 0) + count)
  return counts
}
