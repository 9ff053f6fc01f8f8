// The rows half of the store port: what is appended and read in ranges. Everything above the store sees only this.
// Nothing here assumes one file, one process or compare-and-set, so that an engine of many machines can meet it.

import type { Feedback, JsonObject, PredictionFacts } from '@trimtab/contract'
import type { RowsFolding } from './rows-folding.ts'
import type { RowsReading } from './rows-reading.ts'
import type { RowsUpkeep } from './rows-upkeep.ts'

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

export interface Batch {
  /** New ones. The first copy of a (trace, span) wins; what lies further from it than TRACE_GAP_NS_MAX is no copy. */
  predictions: PredictionRow[]
  /** Takes the place of the stored one with its id, or is stored if there is none. */
  revised: PredictionRow[]
  /** What turned out to be no prediction of its own. */
  withdrawn: PredictionRow[]
  /** The first copy of a (trace, span, part) wins, as with predictions. */
  traceRows: TraceRow[]
  feedback: Feedback[]
}

export interface BatchReceipt {
  /** Of each feedback in the batch: whether it speaks of a prediction that is not stored. */
  isWaiting: boolean[]
}

export interface Rows extends RowsReading, RowsFolding, RowsUpkeep {
  /**
   * Stores a batch whole or not at all; once it resolves the batch is on disk. The first copy of a (trace, span) and of
   * a feedback id on a target wins, so repeating a batch changes nothing. Feedback may come before its prediction, in any order.
   */
  add(batch: Batch): Promise<BatchReceipt>
}
