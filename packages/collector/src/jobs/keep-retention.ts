// Does what retention says, now and then and at once where it says something else: what is old goes, and before it what
// names it elsewhere.

import type { Clock } from '../clock.ts'
import type { RetentionStep } from '../store/rows-upkeep.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'

/** What became old is looked for that often. */
const RETENTION_MS = 10 * 60_000

interface KeeperParts {
  rows: Pick<Rows, 'removeOld'>
  state: Pick<State, 'retention' | 'pinned' | 'forgetReviewWords' | 'forgetSaid'>
  clock: Clock
}

interface RetentionKeeper {
  /** For about so long; whether there is more to do at once. */
  step: (budgetMs: number) => Promise<boolean>
  /** It says something else. */
  poke: () => void
}

export function createRetentionKeeper({ rows, state, clock }: KeeperParts): RetentionKeeper {
  let isDone = false
  let doneMs = 0

  /** A clock that was set back would otherwise put it off until it is where it was. */
  function isDue(): boolean {
    const sinceMs = clock() - doneMs
    return !isDone || sinceMs < 0 || sinceMs >= RETENTION_MS
  }

  /**
   * Words of reviews go before what they are about, so that what breaks off is done by doing it again. What was counted of
   * what is said of a prediction goes with it alone: without its content something may be said of it still.
   */
  const keepPinned: RetentionStep['pinned'] = async (ids, removes) => {
    const staying = await state.pinned(ids)
    const going = ids.filter((id) => !staying.has(id))
    await state.forgetReviewWords(going)
    if (removes === 'all') await state.forgetSaid(going)
    return staying
  }

  return {
    step: async (budgetMs) => {
      if (!isDue()) return false
      const { rules, bytesMax } = await state.retention()
      doneMs = clock()
      isDone = true
      if (rules.length === 0 && bytesMax === null) return false
      const removed = await rows.removeOld({ rules, bytesMax, nowMs: clock(), budgetMs, pinned: keepPinned })
      isDone = !removed.isMore
      return removed.isMore
    },
    poke: () => {
      isDone = false
    },
  }
}
