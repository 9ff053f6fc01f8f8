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
  for (const said of again) {
    const id = said.metadata?.[knownBy]
    if (said.at !== undefined || id === undefined) continue
    const { prediction, key, responseId, session, kind } = said
    const stored = await rows.saidOf({ prediction, key, responseId, session })
    const last = stored.find((word) => word.kind === kind && word.metadata[knownBy] === id)
    if (last !== undefined && wordsOf(last) !== wordsOf(said))
      newer.push({ ...said, id: idOfWords(ID_OF_NEWER, [said.id, last.id]) })
  }
  return newer
}

const ID_OF_NEWER = 'again'

function wordsOf({ name, value, comment, metadata }: Feedback | FeedbackInput): string {
  return JSON.stringify([name ?? null, value ?? null, comment ?? null, metadata ?? {}])
}
