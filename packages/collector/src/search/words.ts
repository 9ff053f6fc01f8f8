// Text as words: what is written differently and read as the same is one word, whatever its case, its accents or how
// its characters are composed. Scripts that put no spaces between words are cut into pairs of characters, so that a
// word is found inside of a sentence. Pure; it knows nothing of who asks.

/** A longer one is known by its beginning. */
export const WORD_CHARS_MAX = 64

/** A word as it is compared, and the place in the text where it stands, in UTF-16. */
export interface PlacedWord {
  word: string
  from: number
  to: number
}

export function wordsOf(text: string): string[] {
  return runsOf(text).flatMap(wordsOfRun)
}

/** Letters and digits without anything between them, or one pictogram; of a script without spaces a whole sentence. */
export function runsOf(text: string): string[] {
  return fold(text).match(RUN) ?? []
}

export function wordsOfRun(run: string): string[] {
  if (!DENSE.test(run)) return [cut(run)]
  return (run.match(SEGMENT) ?? []).flatMap((segment) => (DENSE.test(segment) ? pairsOf(segment) : [cut(segment)]))
}

/** Whether it is one character of a script that puts no spaces between words. */
export function isDenseCharacter(word: string): boolean {
  return DENSE.test(word) && Array.from(word).length === 1
}

/** The same words, each with where it stands. */
export function placeWords(text: string): PlacedWord[] {
  const placed: PlacedWord[] = []
  for (const { 0: piece, index } of text.matchAll(PIECE)) placePiece(piece, index, placed)
  return placed
}

const ASCII = /^[\0-\x7f]*$/
const RUN = /[\p{L}\p{N}\p{M}]+|\p{RI}\p{RI}|\p{Extended_Pictographic}/gu
/** Between spaces nothing of one side changes what is on the other. */
const PIECE = /[^ \n\t\r]+/g
const DENSE_SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
/** The last is the mark of a long vowel, which belongs to two scripts. */
const DENSE_CHARACTER = `${DENSE_SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}\u30fc`
const DENSE = new RegExp(`[${DENSE_CHARACTER}]`, 'u')
const SEGMENT = new RegExp(`[${DENSE_CHARACTER}]+|[^${DENSE_CHARACTER}]+`, 'gu')

/** Accents, but not the two marks that make another sound of a kana; and what is not seen at all. */
const DROPPED = /(?![\u3099\u309a])(?=\p{M})\p{Diacritic}|\p{Default_Ignorable_Code_Point}/gu
const TRADE_MARKS = /[\u2120\u2122]/g

/** Going through capitals makes one of letters that only differ in their small form, such as `ß` and `ss`. */
function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  const plain = text.replace(TRADE_MARKS, ' ').normalize('NFKD').replace(DROPPED, '')
  return plain.toLowerCase().toUpperCase().toLowerCase().replaceAll('\u03c2', '\u03c3').normalize('NFC')
}

/** Each character with the one after it, and the last by itself: so every character begins a word. */
function pairsOf(segment: string): string[] {
  const characters = Array.from(segment)
  return characters.map((character, index) => character + (characters[index + 1] ?? ''))
}

function cut(word: string): string {
  if (word.length <= WORD_CHARS_MAX) return word
  const beginning = word.slice(0, WORD_CHARS_MAX)
  return beginning.isWellFormed() ? beginning : beginning.slice(0, -1)
}

/** A character with what is drawn onto it; the parts of Korean syllables are put together across characters. */
const CLUSTER =
  /[\u1100-\u11ff\u3130-\u318f\u3200-\u321e\u3260-\u327e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]+|[^][\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f]*/gu

function placePiece(piece: string, offset: number, placed: PlacedWord[]): void {
  // Of each character of the folded text: where the cluster that it came from begins and ends.
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  if (ASCII.test(piece)) folded = piece.toLowerCase()
  else {
    for (const { 0: cluster, index } of piece.matchAll(CLUSTER)) {
      const text = fold(cluster)
      folded += text
      for (let count = 0; count < text.length; count += 1) {
        starts.push(index)
        ends.push(index + cluster.length)
      }
    }
  }
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    let at = index
    for (const segment of DENSE.test(run) ? (run.match(SEGMENT) ?? []) : [run]) {
      const isDense = DENSE.test(segment)
      const characters = isDense ? Array.from(segment) : [segment]
      for (const [place, word] of (isDense ? pairsOf(segment) : [cut(segment)]).entries()) {
        const last = at + (isDense ? word.length : segment.length) - 1
        placed.push({ word, from: offset + (starts[at] ?? at), to: offset + (ends[last] ?? last + 1) })
        at += (characters[place] ?? '').length
      }
    }
  }
}
