// A review queue: which predictions people look at, by which rules they are picked, and what they are asked.

import type { SliceFilter } from './figures.ts'
import type { JsonObject } from './json.ts'

export const REVIEW_REASONS = [
  'thumbs_down',
  'drifted_slice',
  'low_confidence',
  'disagreement',
  'new_category',
  'random',
  /** Somebody put it there; it stands for nothing but itself. */
  'picked',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

/**
 * Of the predictions that answered and that it fits a share is picked by chance. Where several fit one prediction the largest share counts,
 * and the first of those is its reason.
 */
export type ReviewRule = {
  /** Above 0, up to 1; absent where the queue says how many a day. */
  share?: number | undefined
} & (
  | { reason: 'thumbs_down' }
  | { reason: 'drifted_slice'; only: SliceFilter }
  /** The top probability, or for a single score its distance from one half doubled, is below this. */
  | { reason: 'low_confidence'; below: number }
  /** People, programs or the outside world say different things of it, or two variants gave different answers to one key. */
  | { reason: 'disagreement' }
  /** A label, or a text among its features, that was not seen before in this task. */
  | { reason: 'new_category' }
  | { reason: 'random' }
)

export const RUBRIC_KINDS = ['thumbs', 'score', 'label', 'comment'] as const
export type RubricKind = (typeof RUBRIC_KINDS)[number]

/** A question besides the judgement. Each answer becomes a feedback of this kind and name. */
export interface RubricField {
  name: string
  kind: RubricKind
  question: string
  /** What counts, with examples. */
  help?: string | undefined
  /** Of a label: what to choose from. Absent: any text. */
  options?: string[] | undefined
  /** Of a label with options: any number of them; each chosen one is a feedback named `name.option`. */
  isMany?: boolean | undefined
  /** Of a score. */
  min?: number | undefined
  max?: number | undefined
  isRequired?: boolean | undefined
}

/** label: the label it should have been given; it becomes a label of the reviewer, and no correction. */
export const CORRECTION_FORMS = ['text', 'chat', 'json', 'label'] as const
export type CorrectionForm = (typeof CORRECTION_FORMS)[number]

export interface CorrectionRule {
  form: CorrectionForm
  /** Of JSON: a JSON Schema that a correction must meet. */
  schema?: JsonObject | undefined
  /** Of a label: what to choose from. Absent: any. */
  options?: string[] | undefined
}

/** The body of `POST /api/review-queues` and `PUT /api/review-queues/{id}`. */
export interface ReviewQueueInput {
  name: string
  /** Stays as it is once the queue is made. */
  task: string
  rules: ReviewRule[]
  /** About so many are picked a day, spread over the rules so that rates are estimated best (Neyman). Null: by the shares of the rules. */
  perDay?: number | null | undefined
  /** Predictions from then on are looked through too; absent: only those that come from now on. */
  since?: string | undefined
  guidelines?: string | undefined
  fields?: RubricField[] | undefined
  /** Null: no corrections are asked for. Absent: text. */
  correction?: CorrectionRule | null | undefined
  /** Who may review; empty or absent: everybody whose key may. */
  reviewers?: string[] | undefined
  /** How many look at each item; 1 when absent. */
  reviewersPerItem?: number | undefined
  /** This part of the items, taken by chance, is looked at by one more; 0.1 when absent. */
  overlapShare?: number | undefined
  /** How long an item is kept for whoever has it; 15 when absent, 240 at most. */
  leaseMinutes?: number | undefined
  /** Nothing more is put into it; what is there can be reviewed. */
  isPaused?: boolean | undefined
}

/** counting: how many there are of each kind; looking_back: what is stored already; following: what comes. */
export const FILLING_PHASES = ['counting', 'looking_back', 'following'] as const
export type FillingPhase = (typeof FILLING_PHASES)[number]

export interface ReviewProgress {
  /** Items that wait for somebody, leased ones among them. */
  open: number
  leased: number
  done: number
  /** Items of which the prediction is gone. */
  dropped: number
  /** Times that somebody left one to others. */
  skipped: number
  /** Predictions looked at for it. */
  considered: number
  phase: FillingPhase
  /** There are as many open items as a queue may have: nothing is picked until some are done. */
  isFull: boolean
}

export interface ReviewQueue {
  id: string
  name: string
  task: string
  rules: ReviewRule[]
  perDay: number | null
  since: string | null
  guidelines: string
  fields: RubricField[]
  correction: CorrectionRule | null
  reviewers: string[]
  reviewersPerItem: number
  overlapShare: number
  leaseMinutes: number
  isPaused: boolean
  createdAt: string
  updatedAt: string
}

/** One of `GET /api/review-queues`, and `GET /api/review-queues/{id}`. */
export interface ReviewQueueWithProgress extends ReviewQueue {
  progress: ReviewProgress
}

export interface ReviewQueueList {
  queues: ReviewQueueWithProgress[]
}
