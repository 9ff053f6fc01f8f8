// How each reviewer works: how much, how fast, how they decide, and how often as others do.

import {
  type Estimate,
  REVIEW_DECISIONS,
  type ReviewDecision,
  type ReviewerReport,
  REVIEWERS_MAX,
} from '@trimtab/contract'
import { wilsonInterval } from '../../statistics/wilson-interval.ts'
import type { StoredReview } from '../../store/state-reviews.ts'
import { judgementOf, type ReviewedItem } from './reviewed-items.ts'

/** Those with the most reviews first. */
export function reviewersReport(reviews: readonly StoredReview[], items: readonly ReviewedItem[]): ReviewerReport[] {
  const agreed = agreements(items)
  return [...Map.groupBy(reviews, ({ reviewer }) => reviewer)]
    .map(([reviewer, own]) => reviewerReport(own, { reviewer, agreed: agreed.get(reviewer) }))
    .toSorted((left, right) => right.reviews - left.reviews || (left.reviewer < right.reviewer ? -1 : 1))
    .slice(0, REVIEWERS_MAX)
}

function reviewerReport(
  own: readonly StoredReview[],
  { reviewer, agreed }: { reviewer: string; agreed: Agreed | undefined },
): ReviewerReport {
  const looked = own.filter(({ decision }) => decision !== 'skipped')
  const decisions = Object.fromEntries(REVIEW_DECISIONS.map((decision) => [decision, 0])) as {
    [decision in ReviewDecision]: number
  }
  for (const { decision } of own) decisions[decision] += 1
  return {
    reviewer,
    reviews: looked.length,
    decisions,
    medianMs: medianOf(looked.flatMap(({ tookMs }) => tookMs ?? [])),
    agreesWithOthers: agreed === undefined ? null : estimateOf(agreed),
    lastAt: own.reduce<string | null>((last, { at }) => (last === null || at > last ? at : last), null),
  }
}

interface Agreed {
  items: number
  /** Of each item the part of the others who judged it the same. */
  parts: number
}

function agreements(items: readonly ReviewedItem[]): Map<string, Agreed> {
  const agreed = new Map<string, Agreed>()
  for (const { reviews } of items) {
    const judged = reviews.filter((review) => judgementOf(review) !== null)
    if (judged.length < 2) continue
    const counts = Map.groupBy(judged, judgementOf)
    for (const review of judged) {
      const same = (counts.get(judgementOf(review))?.length ?? 1) - 1
      const before = agreed.get(review.reviewer) ?? { items: 0, parts: 0 }
      agreed.set(review.reviewer, { items: before.items + 1, parts: before.parts + same / (judged.length - 1) })
    }
  }
  return agreed
}

function estimateOf({ items, parts }: Agreed): Estimate {
  const value = Math.min(1, parts / items)
  return { value, ...wilsonInterval(value, items), count: items }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right)
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2
}
