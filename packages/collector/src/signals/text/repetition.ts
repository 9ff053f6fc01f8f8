// How much of a text says again what it said before, as a model does that got stuck.

import { mixBits } from '../../sketches/random-features.ts'
import { eachWord } from './tokens.ts'

/** So many words in a row: fewer come again in any text. */
const SHINGLE_WORDS = 4

/** The share of four words in a row that stood in it before, from 0 to 1; null where there are no four. */
export function repetitionOf(text: string): number | null {
  const seen = new Set<number>()
  let [first, second, third] = [0, 0, 0]
  let words = 0
  eachWord(text, (hash) => {
    words += 1
    const shingle = Math.imul(Math.imul(Math.imul(first, 31) + second, 31) + third, 31) + hash
    if (words >= SHINGLE_WORDS) seen.add(mixBits(shingle))
    ;[first, second, third] = [second, third, hash]
  })
  const shingles = words - SHINGLE_WORDS + 1
  return shingles < 1 ? null : 1 - seen.size / shingles
}
