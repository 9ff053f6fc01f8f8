// Review queues on SQLite. A queue with its items may be large, and the lock is held for little: one that is deleted is
// gone at once, and what was in it is found by nobody until it is removed step by step.

import { isDeepStrictEqual } from 'node:util'
import { REVIEW_QUEUES_MAX, type ReviewQueue } from '@trimtab/contract'
import { asc, count, eq, sql } from 'drizzle-orm'
import { queueChanged, queueCreated, queueDeleted } from '../../audit-entries.ts'
import type { ReviewStore } from '../../state-reviews.ts'
import { foldedName } from '../../view-name.ts'
import { appendEntry } from '../audit.ts'
import type { Connection } from '../connection.ts'
import { reviewQueue } from '../schema/reviews.ts'
import { fromText, toText } from '../stored-text.ts'
import { prepareItemCounts } from './item-counts.ts'
import { prepareRemoveLeftovers } from './remove-items.ts'

type QueueHalf = Pick<
  ReviewStore,
  'reviewQueues' | 'reviewQueue' | 'addReviewQueue' | 'changeReviewQueue' | 'deleteReviewQueue' | 'tidyReviews'
>

export function queueTable(db: Connection): QueueHalf {
  const counts = prepareItemCounts(db.$client)
  return {
    reviewQueues: async () =>
      db
        .select({ body: reviewQueue.body })
        .from(reviewQueue)
        .orderBy(asc(reviewQueue.name))
        .all()
        .map(({ body }) => body),

    reviewQueue: async (id) => readQueue(db, id),

    addReviewQueue: async (queue, filling, by) =>
      db.transaction(
        () => {
          if (idOfName(db, queue.name) !== null) return 'name-taken'
          if ((db.select({ queues: count() }).from(reviewQueue).get()?.queues ?? 0) >= REVIEW_QUEUES_MAX)
            return 'too-many'
          db.insert(reviewQueue)
            .values({ id: queue.id, name: toText(queue.name), body: queue, filling, step: 0 })
            .run()
          counts.begin(queue.id)
          appendEntry(db, queueCreated(queue, by))
          return 'added'
        },
        { behavior: 'immediate' },
      ),

    changeReviewQueue: async (queue, filling, by) =>
      db.transaction(
        () => {
          const before = readQueue(db, queue.id)
          if (before === null) return 'not-found'
          const named = idOfName(db, queue.name)
          if (named !== null && named !== queue.id) return 'name-taken'
          if (filling !== null) {
            // Whoever is filling it by the rules of before is not to store what came of them.
            const anew = { filling, step: sql`${reviewQueue.step} + 1` }
            db.update(reviewQueue).set(anew).where(eq(reviewQueue.id, queue.id)).run()
          }
          if (isDeepStrictEqual({ ...before, updatedAt: queue.updatedAt }, queue)) return 'changed'
          writeQueue(db, queue)
          appendEntry(db, queueChanged(before, queue, by))
          return 'changed'
        },
        { behavior: 'immediate' },
      ),

    deleteReviewQueue: async (id, by) =>
      db.transaction(
        () => {
          const queue = readQueue(db, id)
          if (queue === null) return false
          appendEntry(db, queueDeleted(queue, counts.read(id), by))
          db.delete(reviewQueue).where(eq(reviewQueue.id, id)).run()
          counts.end(id)
          return true
        },
        { behavior: 'immediate' },
      ),

    tidyReviews: prepareRemoveLeftovers(db.$client),
  }
}

function readQueue(db: Connection, id: string): ReviewQueue | null {
  return db.select({ body: reviewQueue.body }).from(reviewQueue).where(eq(reviewQueue.id, id)).get()?.body ?? null
}

export function writeQueue(db: Connection, queue: ReviewQueue): void {
  db.update(reviewQueue)
    .set({ name: toText(queue.name), body: queue })
    .where(eq(reviewQueue.id, queue.id))
    .run()
}

/** Of a queue whose name reads the same; there are few. */
function idOfName(db: Connection, name: string): string | null {
  const folded = foldedName(name)
  const named = db.select({ id: reviewQueue.id, name: reviewQueue.name }).from(reviewQueue).all()
  return named.find((queue) => foldedName(fromText(queue.name)) === folded)?.id ?? null
}
