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
const OF_ITEM: { readonly [reason in ReviewReason]: string } = {
  thumbs_down: 'somebody said not helpful',
  drifted_slice: 'of a part you watch',
  low_confidence: 'the model was unsure',
  disagreement: 'people or variants disagree',
  new_category: 'something not seen before',
  random: 'picked by chance',
  picked: 'somebody put it here',
}

/** Who it was, as the detail of a thumb says it. */
const SAID_BY: { readonly [source: string]: string } = {
  user: 'a user said not helpful',
  reviewer: 'a reviewer said not helpful',
  system: 'the system said not helpful',
  ground_truth: 'the truth turned out otherwise',
}

export function reasonOf({ reason, detail }: Pick<ReviewItemFacts, 'reason' | 'detail'>): string {
  const said = reason === 'thumbs_down' && detail !== null ? SAID_BY[detail] : undefined
  return said ?? OF_ITEM[reason]
}

/** "0.42"; small chances keep two digits that say something. */
function formatProbability(probability: number, locale?: string): string {
  const digits = probability < 0.1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }
  return new Intl.NumberFormat(locale, digits).format(probability)
}

/** What stands beside the reason: what fitted, the chance it was picked with, and whether others look at it too. */
export function whyThisOne(
  item: Pick<ReviewItemFacts, 'reason' | 'detail' | 'inclusionProbability' | 'reviewersWanted' | 'reviewersDone'>,
  locale?: string,
): string[] {
  const { inclusionProbability, reviewersWanted, reviewersDone } = item
  const chance =
    inclusionProbability === null
      ? 'counts in no rate'
      : `drawn with probability ${formatProbability(inclusionProbability, locale)}`
  const others = reviewersDone > 0 && reviewersWanted > 1 ? ['second opinion'] : []
  return [...detailOf(item), chance, ...others]
}

function detailOf({ reason, detail }: Pick<ReviewItemFacts, 'reason' | 'detail'>): string[] {
  // Of a thumb it is whose it was, and stands in the reason.
  if (detail === null || reason === 'thumbs_down') return []
  if (reason === 'low_confidence') return [`confidence ${detail}`]
  return [reason === 'disagreement' && !detail.startsWith('variant ') ? `about ${detail}` : detail]
}
