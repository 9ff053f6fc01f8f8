// What people, programs that judge and the truth say of a prediction now: taken back and seen anew whenever more is said.

import type { Feedback, Prediction } from '@trimtab/contract'
import { byWeight, currentFeedback, peopleOf } from '../feedback/opinion.ts'
import { ratingsOf } from '../feedback/ratings.ts'
import type { Observation, Observed } from './observed.ts'
import { opinionOfPeople } from './people.ts'
import { correctionDistance } from './text/correction-distance.ts'
import { absoluteError, isRight } from './truth.ts'

/** Names under which people give scores; of more the first by name. */
const SCORES_MAX = 20
const NAME_CHARS_MAX = 64

/**
 * Each name once. Whether it is rated or corrected is said of every prediction, all else only where there is any. Scores of
 * judges stand under names of their own: they tell how good answers are taken to be, and are nobody's feedback.
 */
export function observeSaid(prediction: Prediction): Observed[] {
  const { output, feedback } = prediction
  const { thumbs, score, correction } = opinionOfPeople(prediction)
  const right = isRight(prediction)
  const isText = typeof correction === 'string' && output.text !== null
  return [
    ...see('rated', String(thumbs !== null || score !== null)),
    ...see('thumbs', thumbs),
    ...see('corrected', String(correction !== null)),
    ...see('correction', isText ? correctionDistance(output.text ?? '', correction) : null),
    ...scoresOf(feedback).flatMap(([name, value]) => see(`feedback.${name}`, value)),
    ...see('accuracy', right === null ? null : right ? 'right' : 'wrong', 'quality'),
    ...see('absoluteError', absoluteError(prediction), 'quality'),
    ...ratingsOf(feedback).judges.flatMap(({ judge, score: judged }) => see(`judge.${judge}`, judged, 'quality')),
  ]
}

function see(name: string, value: Observation, group: 'feedback' | 'quality' = 'feedback'): Observed[] {
  return value === null ? [] : [{ name, group, value }]
}

/** Of each name the word that counts first; one without a name is told by its kind. */
function scoresOf(feedback: readonly Feedback[]): [name: string, score: number][] {
  if (feedback.length === 0) return []
  const scores = new Map<string, number>()
  for (const { kind, name, value } of currentFeedback(peopleOf(feedback)).toSorted(byWeight)) {
    if (kind !== 'score' || typeof value !== 'number') continue
    const known = (name ?? 'score').slice(0, NAME_CHARS_MAX).toWellFormed()
    if (!scores.has(known)) scores.set(known, value)
  }
  return [...scores].toSorted(([left], [right]) => (left < right ? -1 : 1)).slice(0, SCORES_MAX)
}
