// Who has which item in hand. What is free is looked for without the lock, for somebody who skipped thousands has to be
// led past all of them; then the one that was found is taken under the lock, if it is still free.

import type Database from 'better-sqlite3'
import { LEASE_MS_MAX, type ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'
import { toText } from '../stored-text.ts'
import { factsOf, IS_OF_QUEUE, ITEM_COLUMNS, type ItemRow } from './item-rows.ts'

/** One that ends later than any lease can was given when the clock was ahead, and counts no more. */
const IS_IN_FORCE = 'until > @now AND until <= @latest'

const IS_MINE = `EXISTS (SELECT 1 FROM review_lease WHERE item = sequence AND reviewer = @reviewer AND ${IS_IN_FORCE})`

const IS_FREE = `NOT EXISTS (SELECT 1 FROM review WHERE item = sequence AND reviewer = @reviewer AND decision IS NOT NULL)
  AND (SELECT count(*) FROM review_lease WHERE item = sequence AND reviewer <> @reviewer AND ${IS_IN_FORCE}) < wanted - done`

interface Asking {
  reviewer: string
  now: string
  latest: string
}

export function leaseTable(db: Connection): Pick<ReviewStore, 'leaseReviewItem'> {
  const client = db.$client
  type InQueue = Asking & { queue: string }
  const selectMine = client.prepare<InQueue, ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM review_lease CROSS JOIN review_item ON sequence = item
     WHERE reviewer = @reviewer AND ${IS_IN_FORCE} AND queue = @queue AND state = 'open' AND ${IS_OF_QUEUE}
     ORDER BY position, sequence LIMIT 1`,
  )
  const selectFree = client.prepare<InQueue, ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM review_item WHERE queue = @queue AND state = 'open' AND ${IS_OF_QUEUE} AND ${IS_FREE}
     ORDER BY position, sequence LIMIT 1`,
  )
  const selectStill = client.prepare<Asking & { sequence: number }, ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM review_item WHERE sequence = @sequence AND state = 'open'
       AND ${IS_OF_QUEUE} AND (${IS_MINE} OR (${IS_FREE}))`,
  )
  const clearMine = client.prepare<Asking>(
    `DELETE FROM review_lease WHERE reviewer = @reviewer AND NOT (${IS_IN_FORCE})`,
  )
  const clearItem = client.prepare<Omit<Asking, 'reviewer'> & { sequence: number }>(
    `DELETE FROM review_lease WHERE item = @sequence AND NOT (${IS_IN_FORCE})`,
  )
  const { begin } = prepareLeaseFor(client)

  const take = client.transaction((sequence: number, asking: Asking, reviewer: string, until: string) => {
    const still = selectStill.get({ ...asking, sequence })
    if (still === undefined) return null
    clearMine.run(asking)
    clearItem.run({ now: asking.now, latest: asking.latest, sequence })
    begin(sequence, reviewer, until)
    return still
  })

  return {
    leaseReviewItem: async ({ queue, reviewer, now, until }) => {
      const asking: Asking = { reviewer: toText(reviewer), now, latest: latestAt(now) }
      for (;;) {
        const found = selectMine.get({ ...asking, queue }) ?? selectFree.get({ ...asking, queue })
        if (found === undefined) return null
        const taken = take.immediate(found.sequence, asking, reviewer, until)
        if (taken !== null) return factsOf(taken)
      }
    },
  }
}

/** Within a transaction. */
export function prepareLeaseFor(client: Database.Database) {
  const insert = client.prepare<[item: number, reviewer: string, until: string]>(
    `INSERT INTO review_lease (item, reviewer, until) VALUES (?, ?, ?)
     ON CONFLICT (item, reviewer) DO UPDATE SET until = excluded.until`,
  )
  const remove = client.prepare<[item: number, reviewer: string]>(
    'DELETE FROM review_lease WHERE item = ? AND reviewer = ?',
  )
  const removeOthers = client.prepare<[reviewer: string, item: number, item: number]>(
    `DELETE FROM review_lease WHERE reviewer = ? AND item <> ?
       AND item IN (SELECT other.sequence FROM review_item AS own CROSS JOIN review_lease AS lease
         CROSS JOIN review_item AS other ON other.sequence = lease.item AND other.queue = own.queue
         WHERE own.sequence = ?)`,
  )
  return {
    begin: (item: number, reviewer: string, until: string) => void insert.run(item, toText(reviewer), until),
    /** Of all the others that this reviewer has in hand in the item's queue. */
    endOthers: (item: number, reviewer: string) => void removeOthers.run(toText(reviewer), item, item),
    end: (item: number, reviewer: string) => void remove.run(item, toText(reviewer)),
  }
}

/**
 * Items that somebody has in hand. There are few leases: all are of items that are open, and each goes with the next.
 */
export function prepareCountLeased(client: Database.Database): (queue: string, now: string) => number {
  const select = client
    .prepare<{ queue: string; now: string; latest: string }, number>(
      `SELECT count(DISTINCT item) FROM review_lease CROSS JOIN review_item ON sequence = item
       WHERE ${IS_IN_FORCE} AND queue = @queue AND ${IS_OF_QUEUE}`,
    )
    .pluck()
  return (queue, now) => select.get({ queue, now, latest: latestAt(now) }) ?? 0
}

function latestAt(now: string): string {
  return new Date(Date.parse(now) + LEASE_MS_MAX).toISOString()
}
