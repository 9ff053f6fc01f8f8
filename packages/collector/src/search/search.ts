// What is searched for, after it was read: words as they stand in an index.

import type { SearchPlace } from '@trimtab/contract'

export interface SearchTerm {
  /** More than one is a phrase: one after the other. */
  words: string[]
  /** Whether the last word stands for all that begin with it. */
  isPrefix: boolean
  /** Whether it must not be there. */
  isExcluded: boolean
}

/** All terms hold. */
export interface Search {
  terms: SearchTerm[]
  /** Input and output both where it is not said. */
  place?: SearchPlace | undefined
}
