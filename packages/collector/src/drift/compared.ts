// One signal in two windows, ready to be compared: what it was in the reference and what it is now.

import type { WatchedSignal } from '../store/state-watch.ts'

/** Many summaries as one. Where hours are matched, those of the reference are weighted, and counts are no whole numbers. */
export interface Sample {
  /** Rows, as they are. */
  n: number
  /** How many of them have a value of the signal's type. */
  seen: number
  /**
   * So many rows with a value, each by itself, say as much about a share: fewer where rows hang together, and where some
   * hours weigh more than they have rows.
   */
  effective: number
  /** The same of all rows, for how many of them are missing or odd, which may come in other groups than values do. */
  effectiveRows: number
  /** What weights make of these; `seen + missing + odd` is n. */
  missing: number
  odd: number
  bins: ReadonlyMap<number, number>
  /** Of vectors: the sums of their features, in 1/1024. */
  sums: readonly number[]
}

export interface Compared {
  task: string
  signal: WatchedSignal
  reference: Sample
  current: Sample
  /** How many rows of an hour or a day of the reference count as one, whichever is more; at least 1. */
  dependence: number
  /** Where the windows begin and end. */
  referenceMs: { from: number; to: number }
  currentMs: { from: number; to: number }
}
