// Words of what users say: which of them a task knows, and how many of a text are none of those.

import type { Prediction } from '@trimtab/contract'
import { lastUserText } from './text/message-text.ts'
import { eachWord } from './text/tokens.ts'

/** Of the last thing the user said, each word once; none where there is no text. */
export function wordHashes({ input }: Prediction): number[] {
  const read = input.messages === null ? null : lastUserText(input.messages)
  const hashes = new Set<number>()
  if (read !== null) {
    eachWord(read.text, (hash, hasDigit) => {
      if (!hasDigit) hashes.add(hash)
    })
  }
  return [...hashes]
}

/** The share of words of a text that are not among those known, numbers left out; null where it has none. */
export function unknownShare(text: string, known: ReadonlySet<number>): number | null {
  let [words, unknown] = [0, 0]
  eachWord(text, (hash, hasDigit) => {
    if (hasDigit) return
    words += 1
    if (!known.has(hash)) unknown += 1
  })
  return words === 0 ? null : unknown / words
}
