// What keeps the rows half fast and small: work it puts off, removal of what is old, forgetting, and its health. All of
// it goes on beside writing and reading, in steps none of which holds up a writer for long.

import type { RetentionRule, StorageFinding } from '@trimtab/contract'
import type { RowsReading } from './rows-reading.ts'

export interface RetentionStep {
  rules: readonly RetentionRule[]
  bytesMax: number | null
  nowMs: number
  budgetMs: number
  /** Which of these predictions must stay, content and all; of the others all is removed, or only the content. */
  pinned: (ids: string[], removes: 'all' | 'content') => Promise<ReadonlySet<string>>
}

export interface Removed {
  predictions: number
  /** Of which only the content was removed. */
  contents: number
  isMore: boolean
}

export interface ForgottenRows {
  /** Ids of what is gone. */
  predictions: string[]
  feedback: number
  contents: number
}

/** What goes on with it asks how far it is. */
export interface RowsUpkeep extends Pick<RowsReading, 'report'> {
  /**
   * Does for about so long what was put off: fills the search index, packs what is cold, gives space back, keeps
   * statistics fresh. True: there is more to do at once.
   */
  catchUp(budgetMs: number): Promise<boolean>

  /** Removes for about so long what retention says; what was counted stays counted. */
  removeOld(step: RetentionStep): Promise<Removed>

  /**
   * Removes the predictions of a person, what was said of them and by this person, and every text that nobody else's
   * refer to; what was counted of them is taken back. Null where nothing is stored of this person.
   */
  forget(user: string, onProgress?: (done: number, total: number) => void): Promise<ForgottenRows | null>

  /** Makes the search index anew, by and by. */
  clearSearch(): Promise<void>

  /** Reads everything once. Nothing found, nothing wrong. */
  check(onProgress?: (done: number, total: number) => void): Promise<StorageFinding[]>
}
