// Keeps what a reviewer has begun to say of an item for as long as the tab is open, so that a reload, a broken line or a
// wrong key loses nothing. Where the browser has no room it is kept until the page is left.
import type { ReviewDraft } from './review-draft.ts'

export interface DraftKeeper {
  read: (item: string) => ReviewDraft | null
  /** Null forgets it. */
  keep: (item: string, draft: ReviewDraft | null) => void
}

/** What is needed of a browser's storage. */
type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const PREFIX = 'trimtab.review.'

export function createDraftKeeper(reviewer: string, drawer: () => Drawer = () => sessionStorage): DraftKeeper {
  const inHand = new Map<string, ReviewDraft | null>()
  const nameOf = (item: string): string => `${PREFIX}${reviewer}.${item}`
  return {
    read: (item) => {
      const known = inHand.get(item)
      return known === undefined ? readDraft(drawer, nameOf(item)) : known
    },
    keep: (item, draft) => {
      inHand.set(item, draft)
      try {
        if (draft === null) drawer().removeItem(nameOf(item))
        else drawer().setItem(nameOf(item), JSON.stringify(draft))
      } catch {
        // No room, or none is allowed: it is in hand.
      }
    },
  }
}

function readDraft(drawer: () => Drawer, name: string): ReviewDraft | null {
  try {
    const read = JSON.parse(drawer().getItem(name) ?? 'null') as Partial<ReviewDraft> | null
    if (typeof read?.note !== 'string' || typeof read.answers !== 'object' || read.correction === undefined) return null
    return read as ReviewDraft
  } catch {
    return null
  }
}
