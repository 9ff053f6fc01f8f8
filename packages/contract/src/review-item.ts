// A prediction that waits for a person, and why it was picked.

import type { Prediction } from './prediction.ts'

export const REVIEW_REASONS = [
  'thumbs_down',
  'drifted_slice',
  'low_confidence',
  'disagreement',
  'new_category',
  'random',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

/** `GET /api/reviews/next`. */
export interface ReviewItem {
  id: string
  queue: string
  prediction: Prediction
  reason: ReviewReason
  /** The chance with which this prediction was picked, so that rates estimated from reviews are unbiased. */
  inclusionProbability: number
  /** Until when it is kept for this reviewer. */
  leasedUntil: string
}
