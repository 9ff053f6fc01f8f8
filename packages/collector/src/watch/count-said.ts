// What people and the truth say of a prediction, counted once and for all: what was counted before is taken back, what is
// said now is counted. When it is heard first counts apart, in the order in which it was learned, and stays.

import type { Prediction } from '@trimtab/contract'
import type { Observed, Outcome } from '../signals/observed.ts'
import type { SaidCounted, WatchedSignal } from '../store/state-watch.ts'
import type { Catalogue, CountedAs } from './catalogue.ts'
import type { Cells } from './cells.ts'
import { OTHER_SEGMENT } from './segments.ts'

/** What has been said of every prediction before anything is said of it. */
const UNSAID: readonly Observed[] = [
  { name: 'rated', group: 'feedback', value: 'false' },
  { name: 'corrected', group: 'feedback', value: 'false' },
]

type Value = SaidCounted['values'][number][1]

interface Parts {
  catalogue: Catalogue
  cells: Cells
  /** When it is counted. */
  nowMs: number
}

interface Said {
  prediction: Prediction
  segment: number
  says: readonly Observed[]
  outcome: Outcome | null
  /** What it is counted as itself, by signal. */
  facts: readonly [WatchedSignal, CountedAs][]
}

/** What is counted of it now, which takes it back one day; null where that is nothing but what is so of every prediction. */
export function countSaid(parts: Parts, said: Said, before: SaidCounted | 'unsaid' | null): SaidCounted | null {
  const { cells, catalogue, nowMs } = parts
  const startedMs = Date.parse(said.prediction.startedAt)
  const nothing = unsaid(catalogue, said, startedMs)
  const was = before === 'unsaid' ? nothing : before
  if (was !== null) {
    for (const [signal, value] of was.values) addSaid(cells, { ...was, signal, value }, -1)
    if (was.outcome !== null) addOutcome(cells, said.facts, { atMs: was.startedMs, of: was.outcome, sign: -1 })
  }
  const now: SaidCounted = {
    prediction: said.prediction.id,
    startedMs,
    segment: said.segment,
    values: said.says.flatMap((observed) => valueOf(catalogue, observed, startedMs)),
    outcome: said.outcome,
  }
  const heard = new Set(before === 'unsaid' || before === null ? [] : before.values.map(([signal]) => signal))
  // Of every prediction it is known whether anything was said of it, so there is nothing to hear.
  const unheard = new Set(nothing.values.map(([signal]) => signal))
  for (const [signal, value] of now.values) {
    addSaid(cells, { ...now, signal, value }, 1)
    if (unheard.has(signal) || heard.has(signal)) continue
    cells.add({ of: 'heard', signal, atMs: nowMs, segment: said.segment }, countedAs(value), 1)
  }
  if (now.outcome !== null) addOutcome(cells, said.facts, { atMs: startedMs, of: now.outcome, sign: 1 })
  // What was stored before is replaced even where nothing is said any more, or it would be taken back again.
  const isNothing = (before === null || before === 'unsaid') && isUnsaid(now, nothing)
  return isNothing ? null : now
}

function unsaid(catalogue: Catalogue, { prediction, segment }: Said, startedMs: number): SaidCounted {
  const values = UNSAID.flatMap((observed) => valueOf(catalogue, observed, startedMs))
  return { prediction: prediction.id, startedMs, segment, values, outcome: null }
}

function isUnsaid({ values, outcome }: SaidCounted, { values: nothing }: SaidCounted): boolean {
  return outcome === null && JSON.stringify(values) === JSON.stringify(nothing)
}

function valueOf(catalogue: Catalogue, observed: Observed, startedMs: number): SaidCounted['values'] {
  const signal = catalogue.find(observed, startedMs)
  if (signal === null) return []
  const counted = catalogue.countedAs(signal, observed.value)
  if (counted.as === 'waits') return []
  return [[signal.id, counted.as === 'bin' ? counted.bin : counted.as]]
}

function countedAs(value: Value): CountedAs {
  return typeof value === 'number' ? { as: 'bin', bin: value, features: [] } : { as: value }
}

function addSaid(
  cells: Cells,
  { signal, value, startedMs, segment }: Pick<SaidCounted, 'startedMs' | 'segment'> & { signal: number; value: Value },
  sign: 1 | -1,
): void {
  cells.add({ of: 'hour', signal, atMs: startedMs, segment }, countedAs(value), sign)
  cells.add({ of: 'day', signal, atMs: startedMs, segment }, countedAs(value), sign)
}

/**
 * Of a signal whose scale was not known yet when it was counted, what is taken back was never added: of the first values
 * alone, and whoever reads these cells takes less than nothing for nothing.
 */
function addOutcome(
  cells: Cells,
  facts: Said['facts'],
  { atMs, of, sign }: { atMs: number; of: Outcome; sign: 1 | -1 },
): void {
  for (const [{ id }, counted] of facts) {
    if (counted.as !== 'bin') continue
    cells.add({ of, signal: id, atMs, segment: OTHER_SEGMENT }, { ...counted, features: [] }, sign)
  }
}
