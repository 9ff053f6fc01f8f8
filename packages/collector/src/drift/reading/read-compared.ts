// Reads all signals of a task in two windows, from cells alone: the cost is that of hours, signals and segments.

import type { WatchedSignal } from '../../store/state-watch.ts'
import type { Compared } from '../compared.ts'
import { DAY_MS, startOfHour } from '../hours.ts'
import { type ReadInput, readSides, type Sides, sidesOf } from './read-sides.ts'
import { sampleOf } from './sample.ts'

/** In the order of the signals. Where nothing was counted the sample is empty. */
export async function readCompared(input: ReadInput): Promise<Compared[]> {
  const { watch, signals } = input
  const sides = await readSides(input)
  return watch.signals
    .filter(({ id }) => signals === undefined || signals.includes(id))
    .map((signal) => compare(input, signal, sides))
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
