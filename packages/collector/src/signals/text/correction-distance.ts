// How much of an answer somebody changed.

import { eachWord } from './tokens.ts'

/** Words that are looked at of each; a longer text is compared by how it begins. */
const WORDS_MAX = 2_000

/**
 * From 0, where both say the same words, to 1, where they have none in common: 1 − 2·|both| / (|one| + |other|), where words
 * count as often as they stand there (L. R. Dice 1945). Linear, where a distance of edits would take the product of both
 * lengths. The order of words is not looked at, and neither are capitals or punctuation.
 */
export function correctionDistance(one: string, other: string): number {
  const left = new Map<number, number>()
  let words = 0
  for (const hash of firstWords(one)) {
    left.set(hash, (left.get(hash) ?? 0) + 1)
    words += 1
  }
  let both = 0
  for (const hash of firstWords(other)) {
    words += 1
    const count = left.get(hash) ?? 0
    if (count === 0) continue
    left.set(hash, count - 1)
    both += 1
  }
  return words === 0 ? 0 : 1 - (2 * both) / words
}

/** Words are rarely longer than this on average; so much is looked at in any case. */
const CHARS_MAX = 10 * WORDS_MAX

function firstWords(text: string): number[] {
  const words: number[] = []
  eachWord(text.slice(0, CHARS_MAX), (hash) => {
    if (words.length < WORDS_MAX) words.push(hash)
  })
  return words
}
