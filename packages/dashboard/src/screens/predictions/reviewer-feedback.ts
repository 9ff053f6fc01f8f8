// What a reviewer can say of a prediction, as the feedback that is sent. Pure; `acts.tsx` draws it and sends it.
import type { FeedbackInput } from '@trimtab/contract'

export type ReviewerWords = Pick<FeedbackInput, 'kind' | 'value'>

interface Rating {
  /** On the button. */
  name: string
  words: ReviewerWords
  /** Said once it is kept. */
  outcome: string
}

export const RATINGS: readonly Rating[] = [
  { name: 'Helpful', words: { kind: 'thumbs', value: true }, outcome: 'Marked helpful.' },
  { name: 'Not helpful', words: { kind: 'thumbs', value: false }, outcome: 'Marked not helpful.' },
]

export function correctionTo(text: string): ReviewerWords {
  return { kind: 'correction', value: text }
}

export function reviewerFeedback(words: ReviewerWords, prediction: string, id: string): FeedbackInput {
  return { ...words, id, prediction, source: 'reviewer' }
}
