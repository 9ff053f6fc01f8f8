// What was put off, for about so long: the search index first, and of what is left of the time what an update left to be
// done and what keeps the file small.

import type { PackStep } from './pack.ts'
import { withRest } from './rest.ts'
import type { Sweeper } from './sweep.ts'
import type { Tidy } from './tidy.ts'

/** Of the time, at most, while there is other work: who writes as fast as can be indexed must not keep it from being done. */
const SEARCH_SHARE = 0.6

interface CatchUpOptions {
  /** For about so long; true: there is more. */
  fillSearch: (budgetMs: number) => boolean
  /** True: there is more. */
  renewOpinions: () => Promise<boolean>
  sweeper: Sweeper
  pack: PackStep
  tidy: Tidy
}

export function createCatchUp({
  fillSearch,
  renewOpinions,
  sweeper,
  pack,
  tidy,
}: CatchUpOptions): (budgetMs: number) => Promise<boolean> {
  // Most of what these take is reading and packing, outside of any transaction.
  const isBusy = async () => (await renewOpinions()) || sweeper.step() || pack() || (await withRest(tidy))
  return async (budgetMs) => {
    const end = performance.now() + budgetMs
    let isSearchBehind = fillSearch(budgetMs * SEARCH_SHARE)
    while (performance.now() < end) {
      if (await isBusy()) continue
      if (!isSearchBehind) return false
      isSearchBehind = fillSearch(end - performance.now())
    }
    return true
  }
}
