// Rates and means over all that the rules of a queue fit, from what was reviewed of it, weighted by how it was picked.

import type { ReviewReason, ReviewReport, ReviewStratum, RubricField } from '@trimtab/contract'
import type { PickedAnswer, PickedStratum } from '../../statistics/weighted-mean.ts'
import { weightedMean } from '../../statistics/weighted-mean.ts'
import type { StoredReview } from '../../store/state-reviews.ts'
import { goodOf, numberIn, rangeOf, type ReviewedItem } from './reviewed-items.ts'

/** What was picked for a reason, as the store counts it. */
export interface Stratum {
  reason: ReviewReason
  picked: number
  population: number
}

export const RATE = { min: 0, max: 1 } as const

/** Somebody's own pick stands for nothing but itself: it is in no rate. */
function answeredStrata(
  items: readonly ReviewedItem[],
  strata: readonly Stratum[],
  numberOf: (review: StoredReview) => number | null,
): PickedStratum[] {
  const answers = new Map<ReviewReason, PickedAnswer[]>(strata.map(({ reason }) => [reason, []]))
  for (const { facts, reviews } of items) {
    const value = meanOf(reviews, numberOf)
    if (value !== null && facts.inclusionProbability !== null)
      answers.get(facts.reason)?.push({ value, probability: facts.inclusionProbability })
  }
  return strata.map(({ reason, picked, population }) => ({ picked, population, answers: answers.get(reason) ?? [] }))
}

/** Where several reviewed one item it counts as much as any other, with what they say on average. */
export function meanOf(
  reviews: readonly StoredReview[],
  numberOf: (review: StoredReview) => number | null,
): number | null {
  let [sum, count] = [0, 0]
  for (const review of reviews) {
    const value = numberOf(review)
    if (value === null) continue
    sum += value
    count += 1
  }
  return count === 0 ? null : sum / count
}

export function goodRate(items: readonly ReviewedItem[], strata: readonly Stratum[]): ReviewReport['good'] {
  return weightedMean(answeredStrata(items, strata, goodOf), RATE)
}

export function fieldMeans(
  items: readonly ReviewedItem[],
  strata: readonly Stratum[],
  fields: readonly RubricField[],
): ReviewReport['fields'] {
  return fields.flatMap((field) => {
    const answered = answeredStrata(items, strata, (review) => numberIn(review, field))
    const mean = weightedMean(answered, rangeOf(field))
    return mean === null ? [] : [{ name: field.name, mean }]
  })
}

/** The largest first. */
export function strataReport(items: readonly ReviewedItem[], strata: readonly Stratum[]): ReviewStratum[] {
  const answered = answeredStrata(items, strata, goodOf)
  const reviewed = Map.groupBy(
    items.filter(({ facts }) => facts.inclusionProbability !== null),
    ({ facts }) => facts.reason,
  )
  return strata
    .map((stratum, index) => ({
      reason: stratum.reason,
      population: stratum.population,
      picked: stratum.picked,
      reviewed: reviewed.get(stratum.reason)?.length ?? 0,
      good: weightedMean(answered.slice(index, index + 1), RATE),
    }))
    .toSorted((left, right) => right.population - left.population)
}
