// What a row of a table adds to what is known of its key: nothing, or a feedback. Whoever takes the same table in again
// changes nothing, and a table that says otherwise than one before it is believed, however often the two take turns.

import { createHash } from 'node:crypto'
import type { FeedbackInput, Json } from '@trimtab/contract'
import type { KnownTruth } from '../../store/rows-reading.ts'

export interface Truth {
  line: number
  /** A label of the ground truth for a key, as the front door takes it. */
  said: FeedbackInput & { key: string; value: Json }
  /** When it became true, in ISO form; null: with the import, of which of one key the last line counts. */
  at: string | null
}

export interface SettledTruth {
  line: number
  feedback: FeedbackInput
  /** The label that was known and is another one. */
  contradicted: Json | undefined
  /** What was known is of a later time, such as of a clock that was set back since: it counts all the same. */
  isOutdated: boolean
}

/** Digits of a line, so that ids stand in the order of their lines. */
const LINE_DIGITS = 12

/** Known is what is stored; it is brought up to date with what is settled. Null: there is nothing to say. */
export function settleTruth(
  { line, said, at }: Truth,
  known: Map<string, Pick<KnownTruth, 'value' | 'at'>>,
  importedAt: string,
): SettledTruth | null {
  const before = known.get(said.key)
  const isSame = before !== undefined && JSON.stringify(before.value) === JSON.stringify(said.value)
  if (isSame && (at === null || before.at >= at)) return null
  const since = at ?? importedAt
  const isOutdated = before !== undefined && since < before.at
  if (!isOutdated) known.set(said.key, { value: said.value, at: since })
  // What was true at a time is the same word whichever table says it. What only the order of lines decides is not: it is
  // said of this import, and the line stands first, so that of two words of one moment the later line is the last.
  const isOfMoment = at === null || (!isSame && before?.at === at)
  const words = [said.task ?? null, said.key, said.value, since]
  const id = isOfMoment
    ? `truth-line-${String(line).padStart(LINE_DIGITS, '0')}-${digest([...words, importedAt])}`
    : `truth-${digest(words)}`
  return { line, feedback: { ...said, id, at: since }, contradicted: isSame ? undefined : before?.value, isOutdated }
}

function digest(words: Json[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32)
}
