// Both sides of a comparison, hour by hour or day by day: what is there now, what it is compared with, and how much each hour
// of that weighs.

import type { Segment, Watch, WatchedSignal, WatchStore } from '../../store/state-watch.ts'
import { dayOfWeek, HOUR_MS, hourOfWeek, lastOf, type Stretch, WEEK_MS } from '../hours.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { type Hung, hungTogether } from './hung-together.ts'
import { ratedUntil } from './rated-until.ts'
import { weighSlots } from './same-mix.ts'
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
  /** Whether what people say may be looked at in an earlier window, of which they have said it. */
  isMovable?: boolean | undefined
  /** Only of these segments, on both sides; null is all beyond the bound. */
  segments?: ((segment: Segment | null) => boolean) | undefined
  /** Only these; all where none is said. */
  signals?: readonly number[] | undefined
  /** Whether whole days are read where there are any, and compared with the same days of the week; where none is said, of more than a week. */
  isByDay?: boolean | undefined
}

/** Of all signals that are asked for. */
export interface Sides {
  current: TimedBySignal
  reference: Reference
}

interface Reference {
  cells: TimedBySignal
  /** What tells how much hours and days vary. */
  hours: TimedBySignal
  days: TimedBySignal
}

/** What counts of one signal. */
export interface SignalSides {
  current: Timed[]
  reference: Timed[]
  weightOf: (timed: Timed) => number
  hung: Hung
  /** What began later is not rated as much as it will be, and left out. */
  untilMs: number
  /** The same hours of other sides, such as those of one segment. */
  pick: (sides: Sides) => { current: Timed[]; reference: Timed[] }
}

const NONE: TimedBySignal = new Map()

export async function readSides(input: ReadInput): Promise<Sides> {
  return {
    current: await readCurrent(input, queryOf(input, input.plan.isCompared)),
    reference: await readReference(input, queryOf(input, input.plan.isOf)),
  }
}

function isOfDays({ isByDay, fromMs, toMs }: ReadInput): boolean {
  return isByDay ?? toMs - fromMs > WEEK_MS
}

function queryOf({ state, watch, segments, signals }: ReadInput, isOf: ReferencePlan['isOf']): TimedQuery {
  const isAsked = [null, ...watch.segments].map((segment) => (isOf?.(segment) ?? true) && (segments?.(segment) ?? true))
  return { state, task: watch.task, signals, isAsked: (segment) => isAsked[segment] ?? false }
}

async function readCurrent(input: ReadInput, query: TimedQuery): Promise<TimedBySignal> {
  if (input.fromMs >= input.toMs) return NONE
  return isOfDays(input) ? readLong(query, [input]) : readTimed(query, 'hour', [input])
}

/** Days as far as they are whole, and hours at the ends. */
async function readLong(query: TimedQuery, stretches: readonly Stretch[]): Promise<TimedBySignal> {
  const { days, ends } = daysAndEnds(stretches)
  return together(await readTimed(query, 'day', days), await readTimed(query, 'hour', ends))
}

async function readReference(input: ReadInput, query: TimedQuery): Promise<Reference> {
  const { spans, isMatched, isPinned } = input.plan
  if (isPinned) return { cells: await readTimed(query, 'pinned', [{ fromMs: 0, toMs: 1 }]), hours: NONE, days: NONE }
  if (isMatched && !isOfDays(input)) {
    const cells = await readTimed(query, 'hour', sameHours(spans, input))
    return { cells, hours: cells, days: await readTimed(query, 'day', daysAndEnds(lastOf(spans, DAYS_VARY_MS)).days) }
  }
  const { days, ends } = daysAndEnds(spans)
  const whole = await readTimed(query, 'day', days)
  const hours = isOfDays(input) ? NONE : await readTimed(query, 'hour', lastOf(spans, WEEK_MS))
  return { cells: together(whole, await readTimed(query, 'hour', ends)), hours, days: whole }
}

function together(some: TimedBySignal, others: TimedBySignal): TimedBySignal {
  const signals = new Set([...some.keys(), ...others.keys()])
  return new Map([...signals].map((signal) => [signal, [...(some.get(signal) ?? []), ...(others.get(signal) ?? [])]]))
}

export function sidesOf(input: ReadInput, signal: WatchedSignal, sides: Sides): SignalSides {
  const untilMs = ratedUntil(input.watch, signal, input.nowMs)
  const of = (timed: TimedBySignal): Timed[] =>
    (timed.get(signal.id) ?? []).filter(({ startMs, lengthMs }) => startMs + lengthMs <= untilMs)
  const [current, days] = [of(sides.current), of(sides.reference.days)]
  const slotOf = isOfDays(input) ? dayOfWeek : hourOfWeek
  const weights = input.plan.isMatched ? weighSlots(current, of(sides.reference.cells), slotOf) : null
  // Where hours are to be matched and cannot be, whole days stand for all hours.
  const from = weights === null && input.plan.isMatched && !isOfDays(input) && days.length > 0 ? 'days' : 'cells'
  // What was pinned has no hours: those of the current window tell how much rows hang together.
  const hours = input.plan.isPinned ? current.filter(({ lengthMs }) => lengthMs === HOUR_MS) : of(sides.reference.hours)
  const pick = (all: Sides) => ({ current: of(all.current), reference: of(all.reference[from]) })
  return {
    ...pick(sides),
    weightOf: ({ startMs }) => (weights === null ? 1 : (weights.get(slotOf(startMs)) ?? 0)),
    hung: hungTogether({ kind: signal.kind, hours, days, isMatched: weights !== null }),
    untilMs,
    pick,
  }
}
