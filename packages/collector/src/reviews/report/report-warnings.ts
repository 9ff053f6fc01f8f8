// Why a queue's rates may mislead, in sentences for somebody who knows the product and no statistics.

import type { Agreement, ReviewReport, ReviewStratum } from '@trimtab/contract'
import { percent } from '../../aggregates/percent.ts'
import type { StoredReview } from '../../store/state-reviews.ts'
import { backlogWarnings } from './backlog-warnings.ts'
import { judgementOf, type ReviewedItem } from './reviewed-items.ts'

/** What most take for the fewest from which a share or an agreement is told. */
const ITEMS_MIN = 30
/** One in ten is enough to move a rate by ten points, were they all good or all bad. */
const LEFT_OUT_MAX = 0.1
/** Krippendorff's least from which to draw any conclusion. */
const AGREEMENT_MIN = 0.667
/** What stands for so large a part of all on fewer reviews than `FEW` decides the rate nearly alone. */
const HEAVY = 0.5
const FEW = 10

export interface Reported extends Pick<ReviewReport, 'good' | 'strata' | 'agreement' | 'isWhole'> {
  reviews: readonly StoredReview[]
  items: readonly ReviewedItem[]
  /** There are judges, and no rule of the queue fits all predictions that they judge. */
  areJudgesElsewhere: boolean
}

export function reportWarnings(reported: Reported): string[] {
  const { items, agreement, isWhole, areJudgesElsewhere } = reported
  if (items.length === 0) return []
  return [
    ...(isWhole ? [] : ['There are more reviews than a report reads: it is of those of the newest predictions.']),
    ...tooFew(reported),
    ...strataWarnings(reported.strata),
    ...(isWhole ? backlogWarnings(reported) : []),
    ...leftOut(reported),
    ...overlap(agreement),
    ...pickedByHand(items),
    ...(areJudgesElsewhere
      ? [
          'Judges rate predictions that no rule here fits, so they cannot be made right by these reviews. A rule that picks at random fits all.',
        ]
      : []),
  ]
}

function tooFew({ good }: Reported): string[] {
  if (good === null) return ['Nothing that was picked by a rule is judged good or bad yet, so there is no rate.']
  if (good.count >= ITEMS_MIN) return []
  return [`Only ${countOf(good.count, 'prediction')} judged so far: rates can still move a lot.`]
}

function strataWarnings(strata: readonly ReviewStratum[]): string[] {
  const all = strata.reduce((sum, { population }) => sum + population, 0)
  return strata.flatMap(({ reason, population, good }) => {
    const part = population / all
    if (population === 0) return []
    if (good === null)
      return [
        `Of what was picked for “${wordsOf(reason)}” nothing is judged yet. It stands for ${percent(part)} of all and is left out of the rates.`,
      ]
    if (part < HEAVY || good.count >= FEW) return []
    return [
      `${percent(part)} of all could be picked for “${wordsOf(reason)}”, and of those only ${countOf(good.count, 'prediction')} judged. Review more of those before trusting the rate.`,
    ]
  })
}

function leftOut({ reviews }: Reported): string[] {
  const skipped = reviews.filter(({ decision }) => decision === 'skipped').length / reviews.length
  const unsure = reviews.filter(({ decision }) => decision === 'unsure').length / reviews.length
  return [
    ...(skipped > LEFT_OUT_MAX
      ? [
          `${percent(skipped)} of what reviewers were given they skipped. If they skip what is hard, rates look better than things are.`,
        ]
      : []),
    ...(unsure > LEFT_OUT_MAX
      ? [
          `Reviewers were unsure of ${percent(unsure)} of what they were given; that is in no rate. Clearer guidelines may help.`,
        ]
      : []),
  ]
}

function overlap(agreement: readonly Agreement[]): string[] {
  const decision = agreement.find(({ field }) => field === 'decision')
  if (decision === undefined || decision.items === 0)
    return [
      'No prediction was judged by two people, so nobody knows whether another reviewer would judge the same. Let a part be looked at twice.',
    ]
  if (decision.items < ITEMS_MIN)
    return [
      `Only ${countOf(decision.items, 'prediction')} judged by two people, so how much reviewers agree is hardly known.`,
    ]
  return agreement.flatMap(({ field, krippendorff, observed }) =>
    krippendorff === null || krippendorff.high >= AGREEMENT_MIN
      ? []
      : [
          `Reviewers differ a lot on ${field === 'decision' ? 'what is good' : `“${field}”`}: of two answers to the same ${percent(observed ?? 0)} are the same, and chance alone brings about too much of that (Krippendorff’s alpha ${krippendorff.value.toFixed(2)}, at most ${krippendorff.high.toFixed(2)}; ${AGREEMENT_MIN} is the least to build on). Look at what they differ on, and make the guidelines clearer.`,
        ],
  )
}

function pickedByHand(items: readonly ReviewedItem[]): string[] {
  const picked = items.filter(
    ({ facts, reviews }) =>
      facts.inclusionProbability === null && reviews.some((review) => judgementOf(review) !== null),
  ).length
  if (picked === 0) return []
  return [
    `${countOf(picked, 'prediction')} judged that somebody picked. They stand for nothing but themselves and are in no rate.`,
  ]
}

/** `1 prediction was`, `7 predictions were`. */
function countOf(count: number, what: string): string {
  return count === 1 ? `1 ${what} was` : `${count} ${what}s were`
}

function wordsOf(reason: string): string {
  return reason.replaceAll('_', ' ')
}
