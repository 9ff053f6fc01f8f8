// What a task is compared with, worked out: which stretches of time, of which segments, and how hours are matched.

import type { DriftReference } from '@trimtab/contract/drift'
import type { Segment } from '../../store/state-watch.ts'

export interface ReferencePlan {
  /** As it was asked for. */
  reference: DriftReference
  /** Without incidents, the oldest first; empty where there is nothing to compare with yet. */
  spans: readonly { fromMs: number; toMs: number }[]
  /** Whether an hour is compared with the same hour of other weeks. */
  isMatched: boolean
  /** Whether it is what was pinned of a dataset, and no time. */
  isPinned: boolean
  /** Which segments it is made of; null: of all. */
  isOf: ((segment: Segment | null) => boolean) | null
  /** And which of them are compared with it; null: all. */
  isCompared: ((segment: Segment | null) => boolean) | null
  /** Why it is another than was asked for. */
  note: string | null
}
