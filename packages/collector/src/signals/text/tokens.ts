// The words of a text as numbers: what is counted of words needs to tell them apart and not to know them.

import { mixBits } from '../../sketches/random-features.ts'

/** Nothing is read of a text beyond so many characters, so that no text costs more than any other long one. */
export const TEXT_CHARS_MAX = 8_000

/**
 * Calls for each word, in order, with its hash. Capitals are as small letters. Languages written without spaces give each
 * character for a word. A linear walk.
 */
export function eachWord(text: string, visit: (hash: number, hasDigit: boolean) => void): void {
  const lower = text.toLowerCase()
  let [hash, hasDigit] = [NO_WORD, false]
  for (let place = 0; place <= lower.length; place += 1) {
    const code = lower.charCodeAt(place)
    const charClass = classOf(code)
    if (charClass === LETTER || charClass === DIGIT) {
      hash = addToHash(hash, code)
      if (charClass === DIGIT) hasDigit = true
      continue
    }
    if (hash !== NO_WORD) {
      visit(mixBits(hash), hasDigit)
      ;[hash, hasDigit] = [NO_WORD, false]
    }
    if (charClass === SIGN) visit(mixBits(addToHash(NO_WORD, code)), false)
  }
}

/** FNV-1a by Fowler, Noll and Vo, over code units instead of bytes. */
export const NO_WORD: number = 0x81_1c_9d_c5 | 0

export function addToHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01_00_01_93)
}

/** What a character is to a word. A sign writes a whole word by itself, as in Chinese. */
export const [GAP, LETTER, SIGN] = [0, 1, 2]
const DIGIT = 3

/** The end of a text, which is no character, is a gap. */
export function classOf(code: number): number {
  return CLASSES[code] ?? GAP
}

/** Near enough for telling words apart: what is in no block of anything else is a letter. */
const CLASSES = new Uint8Array(2 ** 16).fill(LETTER)
/** Punctuation, symbols, and halves of characters beyond the basic plane, which are mostly pictures. */
const GAPS: readonly [from: number, to: number][] = [
  [0, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x60],
  [0x7b, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x60c, 0x60c],
  [0x61b, 0x61f],
  [0x6d4, 0x6d4],
  [0x964, 0x965],
  [0x2000, 0x2bff],
  [0x2e00, 0x303f],
  [0xd800, 0xf8ff],
  [0xfe00, 0xfe6f],
  [0xff00, 0xff20],
]
/** Thai and Lao; Burmese; Khmer; Kana; Han; Han of old. */
const SIGNS: readonly [from: number, to: number][] = [
  [0xe00, 0xeff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x3040, 0x30ff],
  [0x3400, 0x9fff],
  [0xf900, 0xfaff],
]
for (const [from, to] of GAPS) CLASSES.fill(GAP, from, to + 1)
for (const [from, to] of SIGNS) CLASSES.fill(SIGN, from, to + 1)
CLASSES.fill(DIGIT, 0x30, 0x3a)
