// The tables of reviews: queues, what is in them, who has what in hand, and what was decided.

import type { Review, ReviewDecision, ReviewQueue, ReviewReason, ReviewState } from '@trimtab/contract'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Filling } from '../../state-reviews.ts'

export const reviewQueue = sqliteTable('review_queue', {
  id: text().primaryKey(),
  name: text().notNull(),
  body: text({ mode: 'json' }).$type<ReviewQueue>().notNull(),
  filling: text({ mode: 'json' }).$type<Filling>().notNull(),
  /** How often the filling moved. */
  step: integer().notNull(),
})

export const reviewItem = sqliteTable(
  'review_item',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    queue: text().notNull(),
    prediction: text().notNull(),
    reason: text().$type<ReviewReason>().notNull(),
    detail: text(),
    probability: real(),
    position: real().notNull(),
    wanted: integer().notNull(),
    done: integer().notNull(),
    state: text().$type<ReviewState>().notNull(),
    addedAt: text('added_at').notNull(),
  },
  (table) => [
    uniqueIndex('review_item_prediction').on(table.prediction, table.queue),
    index('review_item_open')
      .on(table.queue, table.position)
      .where(sql`state = 'open'`),
    index('review_item_added').on(table.queue, table.state, table.sequence),
  ],
)

/** How many items of a queue are in each state, and how often one was skipped: kept with every change of them. */
export const reviewCount = sqliteTable('review_count', {
  queue: text().primaryKey(),
  open: integer().notNull(),
  done: integer().notNull(),
  dropped: integer().notNull(),
  skipped: integer().notNull(),
})

/** The newest word of a reviewer on an item. */
export const review = sqliteTable(
  'review',
  {
    item: integer().notNull(),
    reviewer: text().notNull(),
    /** Null: it was taken back. */
    decision: text().$type<ReviewDecision>(),
    body: text({ mode: 'json' }).$type<Pick<Review, 'correction' | 'answers' | 'note' | 'feedback'>>().notNull(),
    revision: integer().notNull(),
    tookMs: real('took_ms'),
    at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.item, table.reviewer] })],
)

export const reviewLease = sqliteTable(
  'review_lease',
  {
    item: integer().notNull(),
    reviewer: text().notNull(),
    until: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.item, table.reviewer] }), index('review_lease_reviewer').on(sql`reviewer`)],
)
