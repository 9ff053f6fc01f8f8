// Reads all signals of a task in two windows, from cells alone: the cost is that of hours, signals and segments.

import type { Segment, Watch, WatchedSignal, WatchStore } from '../../store/state-watch.ts'
import type { Compared } from '../compared.ts'
import { DAY_MS, dayOfWeek, HOUR_MS, hourOfWeek, lastOf, startOfHour, type Stretch, WEEK_MS } from '../hours.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { type Hung, hungTogether } from './hung-together.ts'
import { ratedUntil } from './rated-until.ts'
import { weighSlots } from './same-mix.ts'
import { sampleOf, type Weighed } from './sample.ts'
import { daysAndEnds, sameHours } from './stretches.ts'
import { readTimed, type Timed, type TimedBySignal, type TimedQuery } from './timed.ts'

/** Further back no day says more of how much days vary. */
const DAYS_VARY_MS = 8 * WEEK_MS

export interface ReadInput {
  state: Pick<WatchStore, 'watchCells'>
  watch: Watch
  plan: ReferencePlan
  /** The current window: cells that begin in [from, to). */
  fromMs: number
  toMs: number
  nowMs: number
  /** Only of these segments, on both sides; null is all beyond the bound. */
  segments?: ((segment: Segment | null) => boolean) | undefined
  /** Only these; all where none is said. */
  signals?: readonly number[] | undefined
}

/** In the order of the signals. Where nothing was counted the sample is empty. */
export async function readCompared(input: ReadInput): Promise<Compared[]> {
  const { watch, plan, signals } = input
  const current = await readCurrent(input, queryOf(input, plan.isCompared))
  const reference = await readReference(input, queryOf(input, plan.isOf))
  return watch.signals
    .filter(({ id }) => signals === undefined || signals.includes(id))
    .map((signal) => compare(input, signal, current, reference))
}

interface Reference {
  cells: TimedBySignal
  /** What tells how much hours and days vary. */
  hours: TimedBySignal
  days: TimedBySignal
}

const NONE: TimedBySignal = new Map()

function isLong({ fromMs, toMs }: Stretch): boolean {
  return toMs - fromMs > WEEK_MS
}

function queryOf({ state, watch, segments, signals }: ReadInput, isOf: ReferencePlan['isOf']): TimedQuery {
  const isAsked = [null, ...watch.segments].map((segment) => (isOf?.(segment) ?? true) && (segments?.(segment) ?? true))
  return { state, task: watch.task, signals, isAsked: (segment) => isAsked[segment] ?? false }
}

async function readCurrent(window: ReadInput, query: TimedQuery): Promise<TimedBySignal> {
  if (window.fromMs >= window.toMs) return NONE
  return isLong(window) ? readLong(query, [window]) : readTimed(query, 'hour', [window])
}

/** Days as far as they are whole, and hours at the ends. */
async function readLong(query: TimedQuery, stretches: readonly Stretch[]): Promise<TimedBySignal> {
  const { days, ends } = daysAndEnds(stretches)
  return together(await readTimed(query, 'day', days), await readTimed(query, 'hour', ends))
}

async function readReference(input: ReadInput, query: TimedQuery): Promise<Reference> {
  const { spans, isMatched, isPinned } = input.plan
  if (isPinned) return { cells: await readTimed(query, 'pinned', [{ fromMs: 0, toMs: 1 }]), hours: NONE, days: NONE }
  if (isMatched && !isLong(input)) {
    const cells = await readTimed(query, 'hour', sameHours(spans, input))
    return { cells, hours: cells, days: await readTimed(query, 'day', daysAndEnds(lastOf(spans, DAYS_VARY_MS)).days) }
  }
  const { days, ends } = daysAndEnds(spans)
  const whole = await readTimed(query, 'day', days)
  const hours = isLong(input) ? NONE : await readTimed(query, 'hour', lastOf(spans, WEEK_MS))
  return { cells: together(whole, await readTimed(query, 'hour', ends)), hours, days: whole }
}

function together(some: TimedBySignal, others: TimedBySignal): TimedBySignal {
  const signals = new Set([...some.keys(), ...others.keys()])
  return new Map([...signals].map((signal) => [signal, [...(some.get(signal) ?? []), ...(others.get(signal) ?? [])]]))
}

function compare(input: ReadInput, signal: WatchedSignal, now: TimedBySignal, was: Reference): Compared {
  const untilMs = ratedUntil(input.watch, signal, input.nowMs)
  const of = (timed: TimedBySignal): Timed[] =>
    (timed.get(signal.id) ?? []).filter(({ startMs, lengthMs }) => startMs + lengthMs <= untilMs)
  const current = of(now)
  const { parts, isMatched } = weigh(input, current, of(was.cells), of(was.days))
  // What was pinned has no hours: those of the current window tell how much rows hang together.
  const hours = input.plan.isPinned ? current.filter(({ lengthMs }) => lengthMs === HOUR_MS) : of(was.hours)
  const hung: Hung = hungTogether({ kind: signal.kind, hours, days: of(was.days), isMatched })
  return {
    task: input.watch.task,
    signal,
    reference: sampleOf({ parts, ...hung, daysFromMs: 0 }),
    current: sampleOf({
      parts: current.map((timed) => ({ timed, weight: 1 })),
      ...hung,
      daysFromMs: input.fromMs,
    }),
    dependence: hung.dependence,
    referenceMs: referenceMs(input),
    currentMs: { from: input.fromMs, to: Math.max(input.fromMs, Math.min(input.toMs, startOfHour(untilMs))) },
  }
}

/** Where hours are matched and cannot be, whole days stand for all hours. */
function weigh(
  input: ReadInput,
  current: readonly Timed[],
  reference: readonly Timed[],
  days: readonly Timed[],
): { parts: Weighed[]; isMatched: boolean } {
  const slotOf = isLong(input) ? dayOfWeek : hourOfWeek
  const weights = input.plan.isMatched ? weighSlots(current, reference, slotOf) : null
  if (weights !== null)
    return {
      parts: reference.map((timed) => ({ timed, weight: weights.get(slotOf(timed.startMs)) ?? 0 })),
      isMatched: true,
    }
  const isOfHours = input.plan.isMatched && !isLong(input) && days.length > 0
  return { parts: (isOfHours ? days : reference).map((timed) => ({ timed, weight: 1 })), isMatched: false }
}

function referenceMs({ plan, watch, fromMs }: ReadInput): { from: number; to: number } {
  const [first, last] = [plan.spans.at(0), plan.spans.at(-1)]
  // What was pinned is of no time, and of an empty plan there is none.
  if (first === undefined || last === undefined) return { from: fromMs, to: fromMs }
  const knownMs = Math.floor(watch.firstMs / DAY_MS) * DAY_MS
  const from = Number.isFinite(knownMs) ? Math.max(first.fromMs, knownMs) : first.fromMs
  return { from: Math.min(from, last.toMs), to: last.toMs }
}
