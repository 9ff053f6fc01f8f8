// Words that nobody else writes, each said afresh in one prediction of ten thousand, so that the same share of any corpus
// has it. Later turns of a conversation send it again.

const PER_WORD = 10_000
/** Every 25th prediction says one. */
const BETWEEN = 25
const SYLLABLES = ['qua', 'zor', 'vex', 'jul', 'kri', 'bof', 'wex', 'yam', 'pid', 'gro']

export const RARE_WORDS: readonly string[] = Array.from({ length: PER_WORD / BETWEEN }, (_, index) => wordOf(index))

export function rareWordOf(number: number): string | null {
  const place = number % PER_WORD
  return place % BETWEEN === 0 ? wordOf(place / BETWEEN) : null
}

function wordOf(index: number): string {
  return [100, 10, 1].map((scale) => SYLLABLES[Math.floor(index / scale) % 10]).join('')
}
