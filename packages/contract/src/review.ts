// A prediction that waits for a person, why it was picked, and what that person decided.

import type { Feedback } from './feedback.ts'
import type { Json } from './json.ts'
import type { Prediction } from './prediction.ts'
import type { ReviewProgress, ReviewReason } from './review-queue.ts'

export const REVIEW_DECISIONS = ['good', 'corrected', 'bad', 'unsure', 'skipped'] as const
/** unsure: it was looked at and cannot be told; skipped: it is left to others. */
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number]

/** The body of `POST /api/reviews/{id}`. Saving again takes the place of what this reviewer saved before. */
export interface ReviewInput {
  reviewer: string
  decision: ReviewDecision
  /** Only with `corrected`: what the output should have been, in the form that the queue asks for; a label without space around it. */
  correction?: Json | undefined
  /** By the names of the rubric's fields: true or false, a number, a text, or the options chosen. */
  answers?: { [field: string]: boolean | number | string | string[] } | undefined
  note?: string | undefined
  /** How long it took. */
  tookMs?: number | undefined
}

export interface Review {
  /** The item's id. */
  id: string
  reviewer: string
  decision: ReviewDecision
  correction: Json
  answers: { [field: string]: boolean | number | string | string[] }
  note: string | null
  tookMs: number | null
  at: string
  /** How often it was saved or taken back. */
  revision: number
  /** Ids of the feedback it became. */
  feedback: string[]
}

export const REVIEW_STATES = ['open', 'done', 'dropped'] as const
/** dropped: its prediction is gone. */
export type ReviewState = (typeof REVIEW_STATES)[number]

export interface ReviewItemFacts {
  id: string
  queue: string
  prediction: string
  reason: ReviewReason
  /** What of it fitted, such as the category that is new. */
  detail: string | null
  /** The chance with which this prediction was picked, so that rates estimated from reviews are unbiased; null where somebody picked it. */
  inclusionProbability: number | null
  state: ReviewState
  /** How many are to look at it, and how many have. */
  reviewersWanted: number
  reviewersDone: number
  addedAt: string
}

/** One item as it is put before a reviewer. */
export interface ReviewItem extends Omit<ReviewItemFacts, 'prediction'> {
  prediction: Prediction
  /** Until when it is kept for this reviewer. */
  leasedUntil: string
  /** What this reviewer saved of it before. */
  review: Review | null
}

/** `GET /api/reviews/next`. Asking again answers with the same item and keeps it for longer. */
export interface NextReview {
  /** Null where nothing is left for this reviewer now. */
  item: ReviewItem | null
  progress: ReviewProgress
}

/** The answer to `POST` and `DELETE /api/reviews/{id}`. */
export interface SavedReview {
  /** Null after it was taken back. */
  review: Review | null
  /** What was said with it: answers, and retractions of those that no longer hold. */
  feedback: Feedback[]
  progress: ReviewProgress
}

/** `GET /api/review-queues/{id}/items`: the newest first. */
export interface ReviewItemPage {
  items: (ReviewItemFacts & { reviews: Review[] })[]
  nextCursor: string | null
}

/** The body of `POST /api/review-queues/{id}/items`: predictions that somebody picked. */
export interface PickedPredictions {
  predictions: string[]
}

export interface PickedReceipt {
  added: number
  /** Were there already. */
  known: number
  /** Ids of no prediction of this task. */
  unknown: string[]
}
