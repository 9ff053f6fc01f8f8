// What the store is told of the meaning of what it keeps: it stores opinions and sums and does not know how to make them.

import type { Change, Folded } from '../rows-folding.ts'
import type { FeedbackRules } from './opinions.ts'

export interface StoreRules extends FeedbackRules {
  /** What changes add up to. */
  foldOf: (changes: readonly Change[]) => Folded
}
