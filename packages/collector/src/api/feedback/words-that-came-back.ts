// Other products change a feedback under its id, and here its words are part of the id: the same words again are a retry.
// Where others came between them they are none, but somebody who went back to what they said first.

import type { Feedback, FeedbackInput } from '@trimtab/contract'
import { idOfWords } from '../../feedback/usable-feedback.ts'
import type { RowsReading } from '../../store/rows-reading.ts'

interface Known {
  rows: Pick<RowsReading, 'saidOf'>
  /** Where the id stands in the metadata by which the other product knows a feedback. */
  knownBy: string
}

/**
 * Of what was stored already and says no time of its own: those of which the last word is another, under an id that
 * follows from that word, so that this is done once however often it is sent.
 */
export async function wordsThatCameBack(
  again: readonly FeedbackInput[],
  { rows, knownBy }: Known,
): Promise<FeedbackInput[]> {
  const newer: FeedbackInput[] = []
  const timeless = again.filter(({ at, metadata }) => at === undefined && metadata?.[knownBy] !== undefined)
  // One look-up for each target, of which one after the other is held: a batch may be all of one session.
  for (const ofTarget of Map.groupBy(timeless, targetOf).values()) {
    const lastOf = await lastWords(ofTarget, { rows, knownBy })
    for (const said of ofTarget) {
      const last = lastOf.get(wordName(said, knownBy))
      if (last !== undefined && wordsOf(last) !== wordsOf(said))
        newer.push({ ...said, id: idOfWords(ID_OF_NEWER, [said.id, last.id]) })
    }
  }
  return newer
}

/** What was said last under each kind and id of the other product, of one target. */
async function lastWords([first]: readonly FeedbackInput[], { rows, knownBy }: Known): Promise<Map<string, Feedback>> {
  const { prediction, key, responseId, session } = first ?? {}
  const stored = await rows.saidOf({ prediction, key, responseId, session })
  // The newest come first, and of those of one name the last that is set stays.
  return new Map(stored.toReversed().map((word) => [wordName(word, knownBy), word]))
}

function targetOf({ prediction, key, responseId, session }: FeedbackInput): string {
  return JSON.stringify([prediction, key, responseId, session])
}

function wordName({ kind, metadata }: Feedback | FeedbackInput, knownBy: string): string {
  return JSON.stringify([kind, metadata?.[knownBy]])
}

const ID_OF_NEWER = 'again'

function wordsOf({ name, value, comment, metadata }: Feedback | FeedbackInput): string {
  return JSON.stringify([name ?? null, value ?? null, comment ?? null, metadata ?? {}])
}
