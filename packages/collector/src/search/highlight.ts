// Where a search found its words: a piece of the text around the first of them, and the place of each in the piece.

import type { Highlight } from '@trimtab/contract'
import type { SearchDocument } from './document.ts'
import { placesOf, standsAt } from './match.ts'
import type { Search, SearchTerm } from './search.ts'
import { type PlacedWord, placeWords } from './words.ts'

/** What is shown before the first word, and in all. */
const BEFORE_CHARS_MAX = 60
const PIECE_CHARS_MAX = 240

type Range = [from: number, to: number]

/** One piece of the input and one of the output, where words were found there. */
export function highlight(document: SearchDocument, search: Search): Highlight[] {
  const terms = search.terms.filter(({ isExcluded }) => !isExcluded)
  return placesOf(search).flatMap((where) => {
    for (const text of document[where]) {
      const found = rangesIn(text, terms)
      if (found.length > 0) return [{ where, ...cutPiece(text, found) }]
    }
    return []
  })
}

/** Those of pairs of characters overlap, and become one. */
function rangesIn(text: string, terms: readonly SearchTerm[]): Range[] {
  const placed = placeWords(text)
  const words = placed.map(({ word }) => word)
  const found = new Set<PlacedWord>()
  for (const at of words.keys()) {
    for (const term of terms) {
      if (standsAt(words, at, term)) for (const word of placed.slice(at, at + term.words.length)) found.add(word)
    }
  }
  const ranges: Range[] = []
  for (const { from, to } of [...found].toSorted((left, right) => left.from - right.from)) {
    const last = ranges.at(-1)
    if (last !== undefined && from < last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return ranges
}

function cutPiece(text: string, found: readonly Range[]): Pick<Highlight, 'text' | 'ranges'> {
  const [first] = found[0] ?? [0]
  const start = startOfPiece(text, first)
  const end = Math.min(text.length, start + PIECE_CHARS_MAX)
  const piece = text.slice(start, isMiddleOfCharacter(text, end) ? end - 1 : end)
  const ranges = found
    .filter(([from]) => from - start < piece.length)
    .map(([from, to]): Range => [from - start, Math.min(to - start, piece.length)])
  return { text: piece, ranges }
}

/** After a space where there is one. */
function startOfPiece(text: string, first: number): number {
  const start = first - BEFORE_CHARS_MAX
  if (start <= 0) return 0
  const space = text.slice(start, first).search(/\s/)
  if (space !== -1) return start + space + 1
  return isMiddleOfCharacter(text, start) ? start + 1 : start
}

function isMiddleOfCharacter(text: string, at: number): boolean {
  return at > 0 && at < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))
}
