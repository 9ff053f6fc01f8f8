// How much of a text says again what it said before, as a model does that got stuck.

import { mixBits } from '../../sketches/random-features.ts'
import { eachWord } from './tokens.ts'

/** So many words in a row: fewer come again in any text. */
const SHINGLE_WORDS = 4

/** The share of four words in a row that stood in it before, from 0 to 1; null where there are no four. */
export function repetitionOf(text: string): number | null {
  const seen = new Set<number>()
  const last: number[] = []
  let shingles = 0
  eachWord(text, (hash) => {
    last.push(hash)
    if (last.length < SHINGLE_WORDS) return
    shingles += 1
    seen.add(last.reduce((mixed, word) => mixBits(Math.imul(mixed, 31) + word), 0))
    last.shift()
  })
  return shingles === 0 ? null : 1 - seen.size / shingles
}
