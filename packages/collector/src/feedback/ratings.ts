// What each kind of rater says of a prediction, apart from the opinion it amounts to: users, those who are trusted
// (reviewers and the ground truth), and each judge by the name of its score. So rates of judges are never mixed with
// those of people, and can be set right by them.

import { type Feedback, type FeedbackSource, JUDGES_PER_PREDICTION_MAX } from '@trimtab/contract'
import { byWeight, currentFeedback, isAnswerOfReview, isNarrow } from './opinion.ts'

export interface Ratings {
  users: boolean | null
  reviewers: boolean | null
  /** By name, so that with more of them than are kept it is always the same ones. */
  judges: { judge: string; score: number; trusted: number | null }[]
}

/** Names are kept in every sum of a judge; longer ones are cut. */
const JUDGE_NAME_CHARS_MAX = 64
const TRUSTED: readonly FeedbackSource[] = ['reviewer', 'ground_truth']

export function ratingsOf(feedback: readonly Feedback[]): Ratings {
  const current = currentFeedback(feedback).toSorted(byWeight)
  const trusted = current.filter(({ source }) => TRUSTED.includes(source))
  const ofJudges = numbersByName(current.filter(({ source }) => source === 'judge'))
  const ratings: Ratings = {
    users: thumbOf(current.filter(({ source }) => source === 'user')),
    reviewers: thumbOf(trusted.filter((said) => !isAnswerOfReview(said))),
    judges: [],
  }
  if (ofJudges.size === 0) return ratings
  // Answers to what a queue asks too: they say of one thing what a judge of that name says.
  const ofTrusted = numbersByName(trusted)
  // A thumb about something narrower is held against the judge of that name alone.
  const thumb = thumbOf(trusted.filter((said) => isNarrow(said) === 0))
  ratings.judges = [...ofJudges.keys()]
    .toSorted()
    .slice(0, JUDGES_PER_PREDICTION_MAX)
    .map((judge) => ({
      judge,
      score: ofJudges.get(judge) ?? 0,
      trusted: ofTrusted.get(judge) ?? (thumb === null ? null : Number(thumb)),
    }))
  return ratings
}

/** The first of those that count first. */
function thumbOf(heaviestFirst: readonly Feedback[]): boolean | null {
  const said = heaviestFirst.find(({ kind }) => kind === 'thumbs')
  return typeof said?.value === 'boolean' ? said.value : null
}

/** Thumbs and scores, the first of each name. */
function numbersByName(heaviestFirst: readonly Feedback[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const said of heaviestFirst) {
    const [name, number] = [nameOf(said), numberOf(said)]
    if (number !== null && !numbers.has(name)) numbers.set(name, number)
  }
  return numbers
}

/** What has no name is told by its kind, or scores of any range would be held against thumbs. */
function nameOf({ kind, name }: Feedback): string {
  if (name === null) return kind === 'thumbs' ? 'helpful' : kind
  return name.length <= JUDGE_NAME_CHARS_MAX ? name : name.slice(0, JUDGE_NAME_CHARS_MAX).toWellFormed()
}

/** A thumb is 1 or 0. */
function numberOf({ kind, value }: Feedback): number | null {
  if (kind === 'thumbs' && typeof value === 'boolean') return Number(value)
  return kind === 'score' && typeof value === 'number' ? value : null
}
