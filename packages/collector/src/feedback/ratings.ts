// What each kind of rater says of a prediction, apart from the opinion it amounts to: users, those who are trusted
// (reviewers and the ground truth), and each judge by the name of its score. So rates of judges are never mixed with
// those of people, and can be set right by them.

import { type Feedback, type FeedbackSource, JUDGES_PER_PREDICTION_MAX } from '@trimtab/contract'
import { byWeight, currentFeedback } from './opinion.ts'

export interface Ratings {
  users: boolean | null
  reviewers: boolean | null
  judges: { judge: string; score: number; trusted: number | null }[]
}

/** The name of a judge's thumb that has none. */
const UNNAMED = 'helpful'
const TRUSTED: readonly FeedbackSource[] = ['reviewer', 'ground_truth']

export function ratingsOf(feedback: readonly Feedback[]): Ratings {
  const current = currentFeedback(feedback).toSorted(byWeight)
  const trusted = current.filter(({ source }) => TRUSTED.includes(source))
  const reviewers = thumbOf(trusted)
  const judges = new Map<string, number>()
  for (const said of current) {
    const score = said.source === 'judge' ? numberOf(said) : null
    const judge = said.name ?? UNNAMED
    if (score !== null && !judges.has(judge) && judges.size < JUDGES_PER_PREDICTION_MAX) judges.set(judge, score)
  }
  return {
    users: thumbOf(current.filter(({ source }) => source === 'user')),
    reviewers,
    judges: [...judges].map(([judge, score]) => ({
      judge,
      score,
      trusted: numberNamed(trusted, judge) ?? (reviewers === null ? null : Number(reviewers)),
    })),
  }
}

/** The first of those that count first. */
function thumbOf(byWeight: readonly Feedback[]): boolean | null {
  const said = byWeight.find(({ kind }) => kind === 'thumbs')
  return typeof said?.value === 'boolean' ? said.value : null
}

function numberNamed(byWeight: readonly Feedback[], name: string): number | null {
  const said = byWeight.find((each) => (each.name ?? UNNAMED) === name && numberOf(each) !== null)
  return said === undefined ? null : numberOf(said)
}

function numberOf({ kind, value }: Feedback): number | null {
  if (kind === 'thumbs' && typeof value === 'boolean') return Number(value)
  return kind === 'score' && typeof value === 'number' ? value : null
}
