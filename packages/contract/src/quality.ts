// How good a task is by all who rate it, each kind of rater by itself, with how many of all predictions anybody rated.

import type { Slice } from './figures.ts'
import type { Agreement, Estimate, Interval } from './review-report.ts'

/** The part that was rated good, of those who rated. */
export interface Rate extends Interval {
  value: number
  /** Rated good, and rated. */
  good: number
  count: number
}

/** Of sums, in which a score or a label beyond 999, of either sign, counts as 999. */
export interface JudgeQuality {
  judge: string
  raw: { mean: number; count: number }
  /** Null where people rated too few of what it judged: ten where they say yes or no, fifty numbers that are not all one. */
  corrected: Estimate | null
  kappa: Estimate | null
  correlation: number | null
  /** Predictions that this judge and a reviewer, or the ground truth, both gave a thumb or a score. */
  both: number
}

export interface QualityGroup {
  /** Null where nothing was sent, and where figures are not taken apart. */
  name: string | null
  predictions: number
  /** The part of all predictions that users rated. */
  response: Rate | null
  users: Rate | null
  /** Thumbs of reviewers and of the ground truth; a label that the ground truth says rates nothing here. */
  reviewers: Rate | null
  judges: JudgeQuality[]
  /** Of predictions that users and reviewers both rated. */
  agreement: (Pick<Agreement, 'items' | 'observed'> & { kappa: Estimate | null }) | null
}

export const QUALITY_WARNINGS = [
  /** Users answer much more often in one slice than in another, so their rates cannot be compared. */
  'response_differs',
  /** So few answer that their rate says little of all. */
  'response_low',
  /** Of what users rated, reviewers would call more or fewer good, by more than chance and by five points at least. */
  'users_differ_from_reviewers',
  /** A judge agrees with people hardly better than by chance, even at the upper end of what it may be. */
  'judge_unreliable',
  /** Reviews are of predictions picked for a reason; only a queue's own report weighs them. */
  'reviews_not_random',
] as const
export type QualityWarningCode = (typeof QUALITY_WARNINGS)[number]

export interface QualityWarning {
  code: QualityWarningCode
  /** The slice it is about; null for all. */
  group: string | null
  text: string
}

/** `GET /api/quality`. */
export interface Quality {
  from: string
  to: string
  by: Slice | null
  total: QualityGroup
  /** The largest first. */
  groups: QualityGroup[]
  warnings: QualityWarning[]
  /** False while the newest rows are not in yet, or opinions of before an update are still to be made anew. */
  isWhole: boolean
}
