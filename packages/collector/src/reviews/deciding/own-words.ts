// A prediction as it would be if nobody had reviewed it in this queue. Who is picked must not depend on what reviews of
// the picked say: a review that contradicts a user would make its prediction more likely afterwards, and only its own,
// and a rate that weighs by the likelihood would be wrong.

import type { Feedback, Prediction } from '@trimtab/contract'
import { opinionOf } from '../../feedback/opinion.ts'

export function asUnreviewed(prediction: Prediction, queue: string): Prediction {
  const feedback = prediction.feedback.filter((said) => !isOfReview(said, { queue }))
  if (feedback.length === prediction.feedback.length) return prediction
  return { ...prediction, feedback, opinion: opinionOf(feedback) }
}

/** What a review said of a prediction bears the queue and the item; see `decide.ts`. */
export function isOfReview({ source, metadata }: Feedback, of: { queue: string } | { item: string }): boolean {
  const { queue, item } = metadata
  return source === 'reviewer' && ('queue' in of ? queue === of.queue : item === of.item)
}
