// The rows half of the store port: what is appended and read in ranges. Everything above the store sees only this.
// Nothing here assumes one file, one process or compare-and-set, so that an engine of many machines can meet it.

import type { Feedback, FeedbackFilter, Overview, Prediction, PredictionFacts, PredictionPage } from '@trimtab/contract'

export interface PredictionRow {
  facts: PredictionFacts
  startedNs: bigint
}

export interface Batch {
  predictions: PredictionRow[]
  feedback: Feedback[]
}

export interface BatchReceipt {
  /** Of the feedback in the batch: how many speak of a prediction that is not stored. */
  waiting: number
}

export interface PredictionQuery {
  task?: string | undefined
  /** Only predictions whose current opinion is this. */
  feedback?: FeedbackFilter | undefined
  /** Only predictions that started in [from, to), in milliseconds since 1970. */
  fromMs?: number | undefined
  toMs?: number | undefined
  cursor?: string | undefined
  limit: number
}

export interface Rows {
  /**
   * Stores a batch whole or not at all; once it resolves the batch is on disk. The first copy of a (trace, span) and of
   * a feedback id on a target wins, so repeating a batch changes nothing. Feedback may come before its prediction, in any order.
   */
  add(batch: Batch): Promise<BatchReceipt>

  /** One prediction with all its feedback, newest first, and the opinion it amounts to. Null when there is none. */
  prediction(id: string): Promise<Prediction | null>

  /**
   * One page, newest first by start time. A cursor is stable: rows that arrive later neither repeat nor hide others.
   * Null when the cursor was not made by this store.
   */
  predictions(query: PredictionQuery): Promise<PredictionPage | null>

  /** Counts over everything stored. */
  overview(): Promise<Overview>
}
