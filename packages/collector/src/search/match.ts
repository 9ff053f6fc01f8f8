// Whether what is searched for is in a text: the meaning of a search, which every index only comes near to.

import { SEARCH_PLACES, type SearchPlace } from '@trimtab/contract'
import type { SearchDocument } from './document.ts'
import type { Search, SearchTerm } from './search.ts'
import { wordsOf } from './words.ts'

export function matches(document: SearchDocument, search: Search): boolean {
  const missing = new Set(search.terms.filter(({ isExcluded }) => !isExcluded))
  const excluded = search.terms.filter(({ isExcluded }) => isExcluded)
  for (const place of placesOf(search)) {
    for (const text of document[place]) {
      const words = wordsOf(text)
      if (excluded.some((term) => standsIn(words, term))) return false
      for (const term of missing) if (standsIn(words, term)) missing.delete(term)
    }
  }
  return missing.size === 0
}

export function placesOf({ place }: Search): readonly SearchPlace[] {
  return place === undefined ? SEARCH_PLACES : [place]
}

/** Whether a term begins at a word of a text. */
export function standsAt(words: readonly string[], at: number, { words: sought, isPrefix }: SearchTerm): boolean {
  return sought.every((word, index) => {
    const found = words[at + index]
    return found === word || (isPrefix && index === sought.length - 1 && found?.startsWith(word) === true)
  })
}

function standsIn(words: readonly string[], term: SearchTerm): boolean {
  return words.some((_, at) => standsAt(words, at, term))
}
