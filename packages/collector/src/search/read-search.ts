// What somebody typed, read as what is searched for: words, "phrases", beginnings* and -exclusions. Anything else is
// plain text, of which only the words count, so nothing that is typed means anything to an index.

import { SEARCH_CHARS_MAX, SEARCH_WORDS_MAX, type SearchPlace } from '@trimtab/contract'
import type { Search, SearchTerm } from './search.ts'
import { isDenseCharacter, runsOf, wordsOfRun } from './words.ts'

/** A sentence that says why not, where it cannot be searched for. */
export function readSearch(text: string, place?: SearchPlace): Search | string {
  if (text.length > SEARCH_CHARS_MAX) return `A search has at most ${SEARCH_CHARS_MAX} characters.`
  const typed = Array.from(text.matchAll(TYPED), ({ groups = {} }) => ({
    runs: runsOf(groups['phrase'] ?? groups['plain'] ?? ''),
    isPrefix: (groups['star'] ?? '') !== '' || (groups['plain']?.endsWith('*') ?? false),
    isExcluded: (groups['minus'] ?? '') !== '',
  })).filter(({ runs }) => runs.length > 0)
  if (typed.reduce((sum, { runs }) => sum + runs.length, 0) > SEARCH_WORDS_MAX) {
    return `A search has at most ${SEARCH_WORDS_MAX} words.`
  }
  if (typed.length === 0) return 'The search has no word in it.'
  if (typed.every(({ isExcluded }) => isExcluded)) {
    return 'The search only says what must not be there; name a word that must.'
  }
  const terms = typed.map(({ runs, ...said }) => makeTerm(runs, said))
  return place === undefined ? { terms } : { terms, place }
}

/** Quotes as people and their keyboards write them. One that is never closed is closed at the end. */
const QUOTE = '"\u201c\u201d\u201e'
const TYPED = new RegExp(
  `(?<minus>-?)(?:[${QUOTE}](?<phrase>[^${QUOTE}]*)(?:[${QUOTE}](?<star>\\*?)|$)|(?<plain>[^\\s${QUOTE}]+))`,
  'gu',
)

function makeTerm(runs: string[], said: Pick<SearchTerm, 'isPrefix' | 'isExcluded'>): SearchTerm {
  const words = runs.flatMap(wordsOfRun)
  const last = words.at(-1) ?? ''
  if (!isDenseCharacter(last)) return { words, ...said }
  // In a text it may stand anywhere in its sentence, where each character begins a pair.
  const isEndOfPair = words.length > 1 && words.at(-2) !== last && (words.at(-2) ?? '').endsWith(last)
  return isEndOfPair ? { words: words.slice(0, -1), ...said } : { words, ...said, isPrefix: true }
}
