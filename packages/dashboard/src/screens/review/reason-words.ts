// Why a prediction is looked at, in words: for who makes a queue, and for who reviews what is in it.
import type { ReviewItemFacts, ReviewReason } from '@trimtab/contract'

export const REASON_NAMES: { readonly [reason in ReviewReason]: string } = {
  thumbs_down: 'Said not helpful',
  drifted_slice: 'A part of the traffic',
  low_confidence: 'Unsure answers',
  disagreement: 'Disputed',
  new_category: 'Something new',
  random: 'Any, by chance',
  picked: 'Picked by hand',
}

/** As a part of a sentence about one prediction. */
export const REASON_OF_ITEM: { readonly [reason in ReviewReason]: string } = {
  thumbs_down: 'somebody said not helpful',
  drifted_slice: 'of a part you watch',
  low_confidence: 'the model was unsure',
  disagreement: 'people disagree about it',
  new_category: 'something not seen before',
  random: 'picked by chance',
  picked: 'somebody put it here',
}

/** "0.42"; small chances keep two digits that say something. */
export function formatProbability(probability: number, locale?: string): string {
  const digits = probability < 0.1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }
  return new Intl.NumberFormat(locale, digits).format(probability)
}

/** What stands beside the reason: what fitted, the chance it was picked with, and whether others look at it too. */
export function whyThisOne(
  item: Pick<ReviewItemFacts, 'reason' | 'detail' | 'inclusionProbability' | 'reviewersWanted' | 'reviewersDone'>,
  locale?: string,
): string[] {
  const { detail, inclusionProbability, reviewersWanted, reviewersDone } = item
  const chance =
    inclusionProbability === null
      ? 'counts in no rate'
      : `drawn with probability ${formatProbability(inclusionProbability, locale)}`
  const others = reviewersDone > 0 && reviewersWanted > 1 ? ['second opinion'] : []
  return [...(detail === null ? [] : [detail]), chance, ...others]
}
