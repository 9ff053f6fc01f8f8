// How many items of a queue are in which state, and how often one was skipped. It is kept with every change of an item,
// in its transaction, so that how far a queue is can be asked for all the time, however much was reviewed.

import type { ReviewState } from '@trimtab/contract'
import type Database from 'better-sqlite3'

type ItemCounts = { [state in ReviewState]: number } & { skipped: number }

const NONE: ItemCounts = { open: 0, done: 0, dropped: 0, skipped: 0 }

interface Counting {
  begin: (queue: string) => void
  read: (queue: string) => ItemCounts
  /** Adds to what is counted. */
  move: (queue: string, change: Partial<ItemCounts>) => void
  end: (queue: string) => void
}

export function prepareItemCounts(client: Database.Database): Counting {
  const insert = client.prepare<[string]>(
    'INSERT INTO review_count (queue, open, done, dropped, skipped) VALUES (?, 0, 0, 0, 0)',
  )
  const select = client.prepare<[string], ItemCounts>(
    'SELECT open, done, dropped, skipped FROM review_count WHERE queue = ?',
  )
  const update = client.prepare<[ItemCounts & { queue: string }]>(
    `UPDATE review_count SET open = open + @open, done = done + @done, dropped = dropped + @dropped,
       skipped = skipped + @skipped WHERE queue = @queue`,
  )
  const remove = client.prepare<[string]>('DELETE FROM review_count WHERE queue = ?')
  return {
    begin: (queue) => void insert.run(queue),
    read: (queue) => select.get(queue) ?? NONE,
    move: (queue, change) => void update.run({ ...NONE, ...change, queue }),
    end: (queue) => void remove.run(queue),
  }
}
