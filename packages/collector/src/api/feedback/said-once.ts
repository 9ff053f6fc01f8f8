// Feedback with a token that speaks once. What it says has an id of its own, of which the first stands; a second use says
// something else and is refused, while the very same again is a retry whose answer was lost.

import type { Feedback, FeedbackInput } from '@trimtab/contract'
import type { RowsReading } from '../../store/rows-reading.ts'
import { ProblemError } from '../problem.ts'

interface SaidOnce {
  /** All of one prediction, which is the token's. */
  feedback: readonly FeedbackInput[]
  /** Whether it was stored by now: what cannot be found among so much else was said before. */
  isStored: boolean
}

/** Throws where one of them was said in other words before. */
export async function refuseUsed(
  { feedback, isStored }: SaidOnce,
  { saidOf }: Pick<RowsReading, 'saidOf'>,
): Promise<void> {
  const stored = await saidOf({ prediction: feedback[0]?.prediction })
  const known = new Map(stored.map((said) => [said.id, wordsOf(said)]))
  for (const item of feedback) {
    const { id = '', kind } = item
    const words = known.get(id)
    if (words === undefined ? isStored : words !== wordsOf(item))
      throw new ProblemError('feedback_token.used', `The feedback token was used for ${nameOf(kind)}, which stands.`)
    known.set(id, wordsOf(item))
  }
}

function nameOf(kind: FeedbackInput['kind']): string {
  return kind === 'thumbs' ? 'a thumb' : `a ${kind}`
}

/** Without its times: a retry may be made anew. */
function wordsOf(said: Feedback | FeedbackInput): string {
  const { kind, name, value, comment, actor, consent, metadata, of } = said
  return JSON.stringify([
    kind,
    name ?? null,
    value ?? null,
    comment ?? null,
    actor ?? null,
    consent ?? null,
    metadata ?? {},
    of ?? null,
  ])
}
