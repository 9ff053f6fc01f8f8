// What a queue's reviews add up to: rates with their intervals, whether reviewers agree, and how each of them works.

import type { ReviewDecision } from './review.ts'
import type { ReviewReason } from './review-queue.ts'

/** Of 95 % where nothing else is said. */
export interface Interval {
  low: number
  high: number
}

export interface Estimate extends Interval {
  value: number
  /** Observations it rests on. */
  count: number
}

export const AGREEMENT_LEVELS = ['nominal', 'ordinal', 'interval'] as const
export type AgreementLevel = (typeof AGREEMENT_LEVELS)[number]

/** How much people agree beyond chance on what they both saw. Null where there is too little, or nobody ever differs from anybody. */
export interface Agreement {
  /** `decision`, or the name of a field. */
  field: string
  level: AgreementLevel
  /** Items that two or more answered. */
  items: number
  /** The part of pairs of answers that are the same. */
  observed: number | null
  krippendorff: Estimate | null
}

/** Cohen's kappa of two reviewers on the judgement. */
export interface ReviewerPair {
  reviewers: [string, string]
  items: number
  observed: number
  kappa: Estimate | null
}

export interface ReviewerReport {
  reviewer: string
  /** Without those that were skipped. */
  reviews: number
  decisions: { [decision in ReviewDecision]: number }
  medianMs: number | null
  /** Of the judgements that others made too, the part that was the same. */
  agreesWithOthers: Estimate | null
  lastAt: string | null
}

export interface ReviewStratum {
  reason: ReviewReason
  /** Predictions that it fitted, as estimated from those that were picked. */
  population: number
  picked: number
  reviewed: number
  good: Estimate | null
}

/** What a judge says of a queue's predictions, made right by the few that people reviewed. */
export interface JudgedRate {
  /** The name under which the judge gives its scores. */
  judge: string
  /** Mean of its scores over all predictions it judged. */
  raw: { mean: number; count: number }
  /** Its mean as people would have judged: prediction-powered. */
  corrected: Estimate
  /** From the reviews alone, to compare the interval with. */
  reviewsOnly: Estimate
  /** Cohen's kappa with people where both say yes or no. */
  kappa: Estimate | null
  correlation: number | null
}

/** `GET /api/review-queues/{id}/report`. */
export interface ReviewReport {
  queue: string
  /** Without those that were skipped. */
  reviews: number
  /** The part of all predictions that the rules fit which a reviewer would call good; weighted by how they were picked. */
  good: Estimate | null
  /** Of each yes-or-no field and each score: its mean over all predictions that the rules fit. */
  fields: { name: string; mean: Estimate }[]
  strata: ReviewStratum[]
  agreement: Agreement[]
  pairs: ReviewerPair[]
  reviewers: ReviewerReport[]
  judges: JudgedRate[]
  /** Why the rates may mislead, in sentences; empty where nothing speaks against them. */
  warnings: string[]
  /** False where there are more reviews than a report reads. */
  isWhole: boolean
}
