// Whether a prediction turned out well.

import type { Prediction } from '@trimtab/contract'
import type { Outcome } from './observed.ts'
import { opinionOfPeople } from './people.ts'
import { isRight } from './truth.ts'

/** The truth decides where it is known; else a thumb of a person, and else that somebody put something in its place. */
export function outcomeOf(prediction: Prediction): Outcome | null {
  const right = isRight(prediction)
  if (right !== null) return right ? 'good' : 'bad'
  const { thumbs, correction } = opinionOfPeople(prediction)
  if (thumbs !== null) return thumbs === 'up' ? 'good' : 'bad'
  // Of a number the true one is no complaint: nearly all are off by something.
  return correction !== null && prediction.kind !== 'regression' ? 'bad' : null
}
