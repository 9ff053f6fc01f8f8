// What the rows half keeps: predictions, and what else is known of their traces. Shapes that those who store and those who
// ask have in common.

import type { JsonObject, PredictionFacts } from '@trimtab/contract'

export interface PredictionRow {
  facts: PredictionFacts
  startedNs: bigint
  /**
   * Other span ids of its trace that mean this prediction to whoever gives feedback: spans that describe the same call,
   * wrappers whose outcome it is. `*` is the trace as a whole. Absent: none.
   */
  answersTo?: string[] | undefined
  /** What it cost by a list of prices, where its sender did not say. */
  estimate?: { usd: number; prices: string } | undefined
}

/** What else is known of a trace: spans around predictions, log records, and single readings of a merged one. */
export interface TraceRow {
  traceId: string
  spanId: string
  /** Tells apart what several records say of one span; empty for the span itself. */
  part: string
  startedNs: bigint
  /** Before the start where it is not known. */
  endedNs: bigint
  /** Opaque to the store. */
  body: JsonObject
}

/**
 * Whatever is known of a trace has a time, from its start to its end (its start, where the end is not known). Two times
 * of one trace belong together where no more than this lies between them.
 */
export const TRACE_GAP_NS_MAX = 3_600_000_000_000n

/** A trace by its id and a time: from the earliest start to the latest end of what arrived of it. */
export interface TraceReference {
  traceId: string
  fromNs: bigint
  toNs: bigint
}

export interface StoredTrace {
  traceId: string
  predictions: PredictionRow[]
  rows: TraceRow[]
  /** Only of a trace past a bound: the span ids of its predictions, which are then left out. */
  outline?: string[] | undefined
}

/** A trace of more predictions and rows than this is not read as a whole: cost follows what arrives, not what is there. */
export const TRACE_ROWS_MAX = 2048
/** The same of one that is larger than this, in bytes or nearly. */
export const TRACE_BYTES_MAX = 8 * 1024 * 1024
