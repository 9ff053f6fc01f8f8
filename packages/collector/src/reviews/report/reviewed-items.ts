// Reviews by the item they are of, and what is said in one as a value that can be averaged or compared.

import type { ReviewDecision, ReviewItemFacts, RubricField } from '@trimtab/contract'
import type { StoredReview } from '../../store/state-reviews.ts'
import type { Answer } from '../../statistics/answer-points.ts'

export interface ReviewedItem {
  facts: ReviewItemFacts
  /** Those that were not skipped; there is one at least. */
  reviews: StoredReview[]
}

/** Judgements; who is unsure or skips it makes none. */
export const JUDGEMENTS = ['good', 'corrected', 'bad'] as const satisfies readonly ReviewDecision[]
type Judgement = (typeof JUDGEMENTS)[number]

export function reviewedItems(reviews: readonly StoredReview[]): ReviewedItem[] {
  const items = new Map<string, ReviewedItem>()
  for (const review of reviews) {
    if (review.decision === 'skipped') continue
    const known = items.get(review.id)
    if (known === undefined) items.set(review.id, { facts: review.item, reviews: [review] })
    else known.reviews.push(review)
  }
  return [...items.values()]
}

export function judgementOf({ decision }: StoredReview): Judgement | null {
  return JUDGEMENTS.find((judgement) => judgement === decision) ?? null
}

/** 1 for good, 0 for what is not. */
export function goodOf(review: StoredReview): number | null {
  const judgement = judgementOf(review)
  return judgement === null ? null : Number(judgement === 'good')
}

/** Yes is 1 and no 0; a score is itself. What is neither, or was answered otherwise before the rubric changed, has none. */
export function numberIn(review: StoredReview, { name, kind }: RubricField): number | null {
  const answer = review.answers[name]
  if (kind === 'thumbs' && typeof answer === 'boolean') return Number(answer)
  return kind === 'score' && typeof answer === 'number' ? answer : null
}

/** Within what a field's numbers lie; not known of a score without both bounds. */
export function rangeOf({ kind, min, max }: RubricField): { min: number; max: number } | undefined {
  if (kind === 'thumbs') return { min: 0, max: 1 }
  return min === undefined || max === undefined ? undefined : { min, max }
}

/** As it is compared with what others answer. */
export function answerIn(review: StoredReview, field: RubricField): Answer | null {
  const answer = review.answers[field.name]
  if (field.kind !== 'label') return numberIn(review, field)
  if (field.isMany === true) return Array.isArray(answer) ? answer : null
  return typeof answer === 'string' || typeof answer === 'number' ? answer : null
}
