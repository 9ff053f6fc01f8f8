// Reads all signals of a task in two windows, from cells alone: the cost is that of hours, signals and segments.

import type { WatchedSignal } from '../../store/state-watch.ts'
import type { Compared } from '../compared.ts'
import { cutOut, DAY_MS, endOfHour, overlaps, startOfHour } from '../hours.ts'
import { isRatedLater, ratedWithinMs } from './rated-until.ts'
import { type ReadInput, readSides, type Sides, sidesOf } from './read-sides.ts'
import { sampleOf } from './sample.ts'

/** In the order of the signals. Where nothing was counted the sample is empty. */
export async function readCompared(input: ReadInput): Promise<Compared[]> {
  const { watch, signals } = input
  const asked = watch.signals.filter(({ id }) => signals === undefined || signals.includes(id))
  const earlier = whenRated(input)
  const isMoved = (signal: WatchedSignal): boolean => earlier !== null && isRatedLater(signal)
  const sides = await readSides({ ...input, signals: idsOf(asked.filter((signal) => !isMoved(signal))) })
  if (earlier === null) return asked.map((signal) => compare(input, signal, sides))
  const rated = await readSides({ ...earlier, signals: idsOf(asked.filter(isMoved)) })
  return asked.map((signal) => (isMoved(signal) ? compare(earlier, signal, rated) : compare(input, signal, sides)))
}

function idsOf(signals: readonly WatchedSignal[]): number[] {
  return signals.map(({ id }) => id)
}

/**
 * A window as long, so much earlier that nearly all that people ever say of it has been said; null where that is so of this
 * one. What it is compared with ends before it.
 */
function whenRated(input: ReadInput): ReadInput | null {
  const { watch, plan, nowMs } = input
  const byMs = endOfHour(Math.max(0, input.toMs - (nowMs - ratedWithinMs(watch.delays))))
  if (input.isMovable !== true || byMs === 0) return null
  const [fromMs, toMs] = [input.fromMs - byMs, input.toMs - byMs]
  const { kind } = plan.reference
  const window = { fromMs, toMs }
  const spans =
    kind === 'slice'
      ? [window]
      : kind === 'pinned'
        ? cutOut(plan.spans, window)
        : overlaps(plan.spans, { fromMs: -Infinity, toMs: fromMs })
  return { ...input, ...window, plan: { ...plan, spans } }
}

function compare(input: ReadInput, signal: WatchedSignal, sides: Sides): Compared {
  const { current, reference, weightOf, hung, untilMs } = sidesOf(input, signal, sides)
  return {
    task: input.watch.task,
    signal,
    reference: sampleOf({
      parts: reference.map((timed) => ({ timed, weight: weightOf(timed) })),
      ...hung,
      daysFromMs: 0,
    }),
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

function referenceMs({ plan, watch, fromMs }: ReadInput): { from: number; to: number } {
  const [first, last] = [plan.spans.at(0), plan.spans.at(-1)]
  // What was pinned is of no time, and of an empty plan there is none.
  if (first === undefined || last === undefined) return { from: fromMs, to: fromMs }
  const knownMs = Math.floor(watch.firstMs / DAY_MS) * DAY_MS
  const from = Number.isFinite(knownMs) ? Math.max(first.fromMs, knownMs) : first.fromMs
  return { from: Math.min(from, last.toMs), to: last.toMs }
}
