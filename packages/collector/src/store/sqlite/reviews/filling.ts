// How far the filling of a queue is, and the items that come of it. Both are stored in one transaction, which asks
// first whether the filling is where it was: of any number that fill the same queue one goes on.

import { type FillingPhase, REVIEW_ITEMS_OPEN_MAX } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { eq, sql } from 'drizzle-orm'
import type { FillingOfQueue, NewReviewItem, ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'
import { reviewQueue } from '../schema/reviews.ts'
import { toText, toTextOrNull } from '../stored-text.ts'
import { prepareItemCounts } from './item-counts.ts'

type FillingHalf = Pick<
  ReviewStore,
  'filling' | 'fillingProgress' | 'moveFilling' | 'openReviewItems' | 'pickForReview'
>
type Move = Parameters<ReviewStore['moveFilling']>[0]

export function fillingTable(db: Connection): FillingHalf {
  const counts = prepareItemCounts(db.$client)
  const { isThere, add, raise } = prepareAddItems(db.$client)

  function move({ queue, step, filling, items, at }: Move): boolean {
    if (readStep(db, queue) !== step) return false
    let added = 0
    for (const item of items) {
      if (isThere(queue, item)) raise(queue, item)
      else {
        add(queue, item, at)
        added += 1
      }
    }
    counts.move(queue, { open: added })
    const next = { filling, step: step + 1 }
    db.update(reviewQueue).set(next).where(eq(reviewQueue.id, queue)).run()
    return true
  }

  function pick(queue: string, items: NewReviewItem[], at: string): { added: number; known: number } | null {
    if (readStep(db, queue) === null) return null
    const fresh = new Map(items.filter((item) => !isThere(queue, item)).map((item) => [item.prediction, item]))
    if (fresh.size > 0 && counts.read(queue).open + fresh.size > REVIEW_ITEMS_OPEN_MAX) return null
    for (const item of fresh.values()) add(queue, item, at)
    counts.move(queue, { open: fresh.size })
    return { added: fresh.size, known: items.length - fresh.size }
  }

  return {
    filling: async (queue) => readFilling(db, queue),
    fillingProgress: async (queue) =>
      db.select(PROGRESS).from(reviewQueue).where(eq(reviewQueue.id, queue)).get() ?? null,
    moveFilling: async (next) => db.transaction(() => move(next), { behavior: 'immediate' }),
    openReviewItems: async (queue) => counts.read(queue).open,
    pickForReview: async (queue, items, at) => db.transaction(() => pick(queue, items, at), { behavior: 'immediate' }),
  }
}

/** A filling may be half a megabyte, and a page asks for these with every review. */
const PROGRESS = {
  considered: sql<number>`json_extract(${reviewQueue.filling}, '$.considered')`,
  phase: sql<FillingPhase>`json_extract(${reviewQueue.filling}, '$.phase')`,
}

function readFilling(db: Connection, id: string): FillingOfQueue | null {
  const { body: queue, filling, step } = reviewQueue
  return db.select({ queue, filling, step }).from(reviewQueue).where(eq(reviewQueue.id, id)).get() ?? null
}

function readStep(db: Connection, queue: string): number | null {
  return db.select({ step: reviewQueue.step }).from(reviewQueue).where(eq(reviewQueue.id, queue)).get()?.step ?? null
}

/** Within a transaction. */
function prepareAddItems(client: Database.Database) {
  const select = client.prepare<[string, string]>('SELECT 1 FROM review_item WHERE prediction = ? AND queue = ?')
  const insert = client.prepare(
    `INSERT INTO review_item
       (id, queue, prediction, reason, detail, probability, position, wanted, done, state, added_at)
     VALUES (@id, @queue, @prediction, @reason, @detail, @probability, @position, @reviewersWanted, 0, 'open', @at)`,
  )
  // What was picked by hand has no probability, and takes any.
  const update = client.prepare(
    `UPDATE review_item SET reason = @reason, detail = @detail, probability = @probability, position = @position
     WHERE prediction = @prediction AND queue = @queue AND @probability > ifnull(probability, 0)`,
  )
  const write = (queue: string, { prediction, detail, ...item }: NewReviewItem) => ({
    ...item,
    queue,
    prediction: toText(prediction),
    detail: toTextOrNull(detail),
  })
  return {
    isThere: (queue: string, { prediction }: NewReviewItem) => select.get(toText(prediction), queue) !== undefined,
    add: (queue: string, item: NewReviewItem, at: string) => void insert.run({ ...write(queue, item), at }),
    raise: (queue: string, item: NewReviewItem) => void update.run(write(queue, item)),
  }
}
