// An item that is not dropped is done exactly when as many reviewed it as are wanted. Whatever makes them more or fewer
// goes through here, so that its state, the counts of its queue and who has it in hand agree.

import type { ReviewState } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { prepareItemCounts } from './item-counts.ts'
import type { ItemRow } from './item-rows.ts'

/** By so many. */
interface ItemMove {
  done?: number
  skipped?: number
  isDropped?: boolean
}

/** Within a transaction. How the item is from then on. */
export function prepareMoveItem(client: Database.Database): (item: ItemRow, move: ItemMove) => ItemRow {
  const update = client.prepare<[done: number, state: ReviewState, sequence: number]>(
    'UPDATE review_item SET done = ?, state = ? WHERE sequence = ?',
  )
  const endLeases = client.prepare<[number]>('DELETE FROM review_lease WHERE item = ?')
  const counts = prepareItemCounts(client)
  return (item, { done: more = 0, skipped = 0, isDropped = item.state === 'dropped' }) => {
    const done = item.done + more
    const state = isDropped ? 'dropped' : done >= item.wanted ? 'done' : 'open'
    update.run(done, state, item.sequence)
    if (state !== 'open') endLeases.run(item.sequence)
    counts.move(item.queue, { skipped, ...(state === item.state ? {} : { [item.state]: -1, [state]: 1 }) })
    return { ...item, done, state }
  }
}
