// How much somebody changed a text before using it. Bounded: a long text is compared by its words, and one that is too
// long even for that is said to be unmeasured, so that no edit holds up the app.
import { distance } from 'fastest-levenshtein'

type EditUnit = 'characters' | 'words'

/** How far two texts are apart. */
export interface Edit {
  /** Insertions, deletions and replacements of a unit. */
  distance: number
  /** The same as a share of the longer text: 0 is untouched, 1 is another text. */
  share: number
  unit: EditUnit
}

/** Comparing takes time with the product of both lengths: at these one or two milliseconds. */
export const EDIT_UNITS_MAX = 2000

/** What is longer is not even taken apart. */
export const EDIT_CHARS_MAX = 100_000

export function measureEdit(from: string, to: string): Edit | undefined {
  if (Math.max(from.length, to.length) > EDIT_CHARS_MAX) return undefined
  return compare(from, to, byCharacters) ?? compare(from, to, byWords)
}

interface Measure {
  unit: EditUnit
  split: (text: string) => string[]
}

const byCharacters: Measure = { unit: 'characters', split: (text) => Array.from(text) }

/** Words with the space that follows them, so that a changed line break is a change too. */
const byWords: Measure = { unit: 'words', split: (text) => text.match(/\S+\s*|^\s+/g) ?? [] }

function compare(from: string, to: string, { unit, split }: Measure): Edit | undefined {
  const before = split(from)
  const after = split(to)
  const longer = Math.max(before.length, after.length)
  const { left, right } = withoutSharedEnds(before, after)
  if (Math.max(left.length, right.length) > EDIT_UNITS_MAX) return undefined
  const changed = distance(...encode(left, right))
  return { distance: changed, share: longer === 0 ? 0 : changed / longer, unit }
}

/** Most edits touch one place: what stands before and behind it costs nothing. */
function withoutSharedEnds(before: string[], after: string[]): { left: string[]; right: string[] } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return { left: before.slice(start, before.length - end), right: after.slice(start, after.length - end) }
}

/** One code unit for each different unit, of which there are at most twice EDIT_UNITS_MAX. */
function encode(left: string[], right: string[]): [string, string] {
  const codes = new Map<string, string>()
  const codeOf = (unit: string): string => {
    const code = codes.get(unit) ?? String.fromCharCode(codes.size)
    codes.set(unit, code)
    return code
  }
  return [left.map(codeOf).join(''), right.map(codeOf).join('')]
}
