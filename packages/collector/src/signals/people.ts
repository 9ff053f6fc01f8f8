// What people think of a prediction, as if no judge had spoken: a judge's word may come first, and says nothing of people.

import type { Opinion, Prediction } from '@trimtab/contract'
import { opinionOf, peopleOf } from '../feedback/opinion.ts'

export function opinionOfPeople({ feedback, opinion }: Pick<Prediction, 'feedback' | 'opinion'>): Opinion {
  const people = peopleOf(feedback)
  return people.length === feedback.length ? opinion : opinionOf(people)
}
