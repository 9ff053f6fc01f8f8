// What is watched for drift, in the state half: which signals each task has, what they add up to by the hour, and how far
// that goes. It is small whatever comes: as many cells as there are hours, signals and segments.

import type { DriftBaseline, SignalGroup } from '@trimtab/contract/drift'
import type { Grid } from '../sketches/grid.ts'
import type { Summary } from '../sketches/summary.ts'
import type { ChangedBy } from './changed-by.ts'

export type SignalKind = 'number' | 'category' | 'vector'

/** One value that was seen before the scale of its signal was known; it is counted when it is. */
export interface PendingValue {
  startedMs: number
  segment: number
  value: number | number[]
}

/** How vectors become bins and features; learned from the first ones. */
export interface EmbeddingScale {
  /** Of the projected vectors. */
  bandwidth: number
  clusters: number[][]
}

export interface WatchedSignal {
  /** Within its task, from 1; never given twice. */
  id: number
  name: string
  group: SignalGroup
  kind: SignalKind
  /** When the first prediction that had it began. */
  sinceMs: number
  /** Of numbers, once known. */
  grid: Grid | null
  /** Of categories: the code of each is its place here plus one; 0 is all others. */
  categories: string[]
  /** Nearly each value is another one, as names and numbers of customers are: none of them is kept, all count as others. */
  isIdentifier?: true | undefined
  /** Of vectors, once known. */
  embedding: EmbeddingScale | null
  pending: PendingValue[]
}

/** What made predictions and what they are about, together. Segment 0 is all beyond the bound. */
export interface Segment {
  /** By dimension: model, promptVersion, variant, environment, release, language, and chosen keys of the metadata. */
  is: { [dimension: string]: string }
  /** When the first and the last prediction of it began. */
  firstMs: number
  lastMs: number
}

export interface Watch {
  task: string
  signals: WatchedSignal[]
  /** The place of each plus one is its number. */
  segments: Segment[]
  /** Signals that were found and left out, since there are as many as may be. */
  signalsLeftOut: number
  /** Hashes of words of the first texts. */
  vocabulary: number[]
  /** How many texts it was learned from. */
  vocabularyTexts: number
  /** How late predictions come after they began, and feedback after its prediction: counts by powers of two of minutes. */
  lateness: number[]
  delays: number[]
  counted: number
  /** When the first and the last counted prediction began. */
  firstMs: number
  lastMs: number
}

/**
 * hour, day: by when the prediction began (UTC); heard: what was said, by the hour it was counted in, the first word alone;
 * good, bad: by day, those whose outcome is known to be it; pinned: what a dataset was built from, all in one.
 */
export const CELLS_OF = ['hour', 'day', 'heard', 'good', 'bad', 'pinned'] as const
export type CellOf = (typeof CELLS_OF)[number]

export interface WatchCell {
  of: CellOf
  signal: number
  startMs: number
  segment: number
  summary: Summary
}

export interface CellQuery {
  task: string
  of: CellOf
  /** All where none is said. */
  signals?: readonly number[] | undefined
  /** Cells that begin in [from, to). */
  fromMs?: number | undefined
  toMs?: number | undefined
}

/** What was counted of what is said of a prediction, so that it can be taken back. */
export interface SaidCounted {
  prediction: string
  /** Where it was counted. */
  startedMs: number
  segment: number
  /** By signal: what it was counted as. */
  values: [signal: number, value: number | 'missing' | 'odd'][]
  outcome: 'good' | 'bad' | null
}

export interface WatchMove {
  /** How often it had moved: where that is another now, nothing is stored. */
  step: number
  mark: string
  /** Tasks that changed, whole. */
  watches: Watch[]
  /** To be added to what is there, by task. */
  cells: { task: string; cells: WatchCell[] }[]
  said: { task: string; said: SaidCounted[] }[]
}

export interface WatchStore {
  /** How far it goes: a mark of `news`, null before the first; and how often it moved, or something of it was forgotten. */
  watching(): Promise<{ mark: string | null; step: number }>
  /** Adds cells, and stores how far that is; both or neither. False, and nothing is stored, where it moved since. */
  moveWatching(move: WatchMove): Promise<boolean>

  watch(task: string): Promise<Watch | null>
  /** Tasks that are watched, by name. */
  watchedTasks(): Promise<string[]>
  /** Of the predictions of which something is counted. */
  saidCounted(task: string, predictions: readonly string[]): Promise<Map<string, SaidCounted>>
  /** Cells by signal, time and segment. */
  watchCells(query: CellQuery): Promise<WatchCell[]>
  /** Takes the place of all pinned cells of the task; of one that is not watched none are kept. */
  pinCells(task: string, cells: WatchCell[]): Promise<void>

  /**
   * Removes cells of hours, and what was said, that began before these times, and what is left from before all was counted
   * anew; some of it. Whether there may be more. Cells of days stay. Costs next to nothing where nothing is.
   */
  tidyWatching(before: { hoursMs: number; saidMs: number }): Promise<boolean>
  /**
   * Forgets what was counted of these predictions one by one; the sums stay, which name nobody. Whoever read them before
   * stores nothing: it counts as a move.
   */
  forgetSaid(predictions: readonly string[]): Promise<void>
  /**
   * Forgets all that was counted and how far, so that it is counted anew; guards go too, since signals get other numbers.
   * What was chosen, and what days found, stays.
   */
  unwatch(): Promise<void>

  /** What was chosen; null where nobody did. */
  baseline(task: string): Promise<DriftBaseline | null>
  saveBaseline(baseline: DriftBaseline, by: ChangedBy): Promise<void>

  /** What a day's report found, by day, the newest first; of DRIFT_DAYS_MAX days. */
  driftDays(task: string, limit: number): Promise<DriftDay[]>
  saveDriftDay(day: DriftDay): Promise<void>
}

/** The findings of a whole day (UTC): looked at once, and kept. */
export interface DriftDay {
  task: string
  day: string
  signals: { signal: string; aspect: string; state: string; estimate: number | null; qValue: number | null }[]
}
