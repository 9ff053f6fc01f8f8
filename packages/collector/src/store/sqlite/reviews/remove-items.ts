// Removes review items with what was decided of them: those of some predictions at once, and step by step those that a
// queue left which is gone. Whatever a crash leaves is found again by whoever removes next.

import type { ReviewState } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { withRest } from '../upkeep/rest.ts'
import { prepareItemCounts } from './item-counts.ts'

/** Of one transaction: some ten milliseconds, for they lie anywhere in the index of predictions. */
const ITEMS_AT_ONCE = 200

/** Within a transaction; the items by their sequences, as JSON. */
function prepareRemove(client: Database.Database): (sequences: string) => void {
  const statements = [
    'DELETE FROM review WHERE item IN (SELECT value FROM json_each(?))',
    'DELETE FROM review_lease WHERE item IN (SELECT value FROM json_each(?))',
    'DELETE FROM review_item WHERE sequence IN (SELECT value FROM json_each(?))',
  ].map((text) => client.prepare<[string]>(text))
  return (sequences) => {
    for (const statement of statements) statement.run(sequences)
  }
}

/** Some of what queues left that are gone; whether there may be more. */
export function prepareRemoveLeftovers(client: Database.Database): () => Promise<boolean> {
  // From the name of one queue to the next, and not from item to item.
  const findGone = client
    .prepare<[], string>(
      `WITH RECURSIVE named (queue) AS (
         SELECT min(queue) FROM review_item UNION ALL
         SELECT (SELECT min(queue) FROM review_item WHERE review_item.queue > named.queue)
         FROM named WHERE named.queue IS NOT NULL)
       SELECT queue FROM named
       WHERE queue IS NOT NULL AND NOT EXISTS (SELECT 1 FROM review_queue WHERE id = named.queue) LIMIT 1`,
    )
    .pluck()
  const select = client
    .prepare<[string], number>(`SELECT sequence FROM review_item WHERE queue = ? LIMIT ${ITEMS_AT_ONCE}`)
    .pluck()
  const remove = prepareRemove(client)
  const removeSome = client.transaction((queue: string) => remove(JSON.stringify(select.all(queue))))
  return async () => {
    // It is asked all the time, and there is mostly nothing: that takes no lock.
    const gone = findGone.get()
    if (gone === undefined) return false
    await withRest(() => removeSome.immediate(gone))
    return true
  }
}

/** Within a transaction: all items of these predictions, given as JSON. How many reviews went with them. */
export function prepareForgetItems(client: Database.Database): (predictions: string) => number {
  const select = client.prepare<
    [string],
    { sequence: number; queue: string; state: ReviewState; reviews: number; skipped: number }
  >(
    `SELECT sequence, queue, state,
       (SELECT count(decision) FROM review WHERE item = sequence) AS reviews,
       (SELECT count(*) FROM review WHERE item = sequence AND decision = 'skipped') AS skipped
     FROM review_item WHERE prediction IN (SELECT value FROM json_each(?))`,
  )
  const remove = prepareRemove(client)
  const counts = prepareItemCounts(client)
  return (predictions) => {
    const items = select.all(predictions)
    if (items.length === 0) return 0
    remove(JSON.stringify(items.map(({ sequence }) => sequence)))
    for (const { queue, state, skipped } of items) counts.move(queue, { [state]: -1, skipped: -skipped })
    return items.reduce((sum, { reviews }) => sum + reviews, 0)
  }
}
