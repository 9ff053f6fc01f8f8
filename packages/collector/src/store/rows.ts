// The rows half of the store port: what is appended and read in ranges. Everything above the store sees only this.
// Nothing here assumes one file, one process or compare-and-set, so that an engine of many machines can meet it.

import type { Feedback } from '@trimtab/contract'
import type { RowsFolding } from './rows-folding.ts'
import type { RowsReading } from './rows-reading.ts'
import type { RowsUpkeep } from './rows-upkeep.ts'
import type { PredictionRow, TraceRow } from './stored.ts'

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
  /** Of each: false where one of its id was said of what it speaks of before. */
  isNew: boolean[]
}

export interface Rows extends RowsReading, RowsFolding, RowsUpkeep {
  /**
   * Stores a batch whole or not at all; once it resolves the batch is on disk. The first copy of a (trace, span) and of
   * a feedback id on a target wins, so repeating a batch changes nothing. Feedback may come before its prediction, in any order.
   */
  add(batch: Batch): Promise<BatchReceipt>
}
