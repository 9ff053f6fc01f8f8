// The language of a text, of the two dozen that most are written in.

import { detectAll } from 'tinyld/light'
import { classOf, LETTER } from './tokens.ts'

/**
 * Of all that is observed of a text this is the dearest, 0.1 ms for so many characters where the words do not give it away
 * at once, and it grows with them.
 */
const CHARS_READ = 120
/** Of fewer it is a guess, but for words and letters that no other language has. */
const LETTERS_MIN = 40
const SURE = 1

/**
 * ISO 639-1; null where it is too short to tell, no words, or none of those known. Such texts have no say in how languages
 * are spread: else answers that grow longer would look like answers in another language.
 */
export function languageOf(text: string): string | null {
  const read = text.slice(0, CHARS_READ)
  const [first] = detectAll(read)
  if (first === undefined) return null
  return first.accuracy >= SURE || hasLetters(read) ? first.lang : null
}

function hasLetters(text: string): boolean {
  let letters = 0
  for (let place = 0; place < text.length; place += 1) if (classOf(text.charCodeAt(place)) === LETTER) letters += 1
  return letters >= LETTERS_MIN
}
