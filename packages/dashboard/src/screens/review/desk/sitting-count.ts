// How many items a reviewer decided in this sitting: kept for as long as the tab is open, because an item that wants two
// is done only when somebody else has looked at it too.
import type { ReviewDecision } from '@trimtab/contract'

export interface SittingCount {
  read: () => number
  /** What was said of an item before in this sitting, and what is said now. */
  change: (before: ReviewDecision | null, now: ReviewDecision | null) => void
}

/** What is needed of a browser's storage. */
type Drawer = Pick<Storage, 'getItem' | 'setItem'>

export function createSittingCount(
  { queue, reviewer }: { queue: string; reviewer: string },
  drawer: () => Drawer = () => sessionStorage,
): SittingCount {
  const name = `trimtab.sitting.${queue}.${reviewer}`
  let count = readCount(drawer, name)
  return {
    read: () => count,
    change: (before, now) => {
      count = Math.max(0, count + weight(now) - weight(before))
      try {
        drawer().setItem(name, String(count))
      } catch {
        // No room, or none is allowed: it is counted until the page is left.
      }
    },
  }
}

/** What is skipped is left to others. */
function weight(decision: ReviewDecision | null): number {
  return decision === null || decision === 'skipped' ? 0 : 1
}

function readCount(drawer: () => Drawer, name: string): number {
  try {
    const count = Number(drawer().getItem(name) ?? 0)
    return Number.isSafeInteger(count) && count > 0 ? count : 0
  } catch {
    return 0
  }
}
