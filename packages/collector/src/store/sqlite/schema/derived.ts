// The tables of what is made of rows, and can be made again: sums, how far counting and search are, and eras.

import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Content is remembered by its hash for one era, a day or so: rows of an era refer to no content of an earlier one, so
 * that what an era holds can be removed or packed by itself. An era goes up to the next one's first rows.
 */
export const era = sqliteTable('era', {
  id: integer().primaryKey(),
  startedMs: integer('started_ms').notNull(),
  firstPrediction: integer('first_prediction').notNull(),
  firstContent: integer('first_content').notNull(),
  firstTraceRow: integer('first_trace_row').notNull(),
  /** Up to where it is packed; null: nothing is. */
  packedContent: integer('packed_content'),
  packedPrediction: integer('packed_prediction'),
  packedTraceRow: integer('packed_trace_row'),
  /** 1: something of it was removed, so content may be left that nobody refers to. */
  isLittered: integer('is_littered').notNull().default(0),
})

/** Cold rows of a table in one piece, compressed: a column of those with the ids from first to last. */
const block = () => ({
  first: integer().primaryKey(),
  last: integer().notNull(),
  body: blob({ mode: 'buffer' }).notNull(),
})
export const contentBlock = sqliteTable('content_block', block())
export const bodyBlock = sqliteTable('body_block', block())
export const traceBlock = sqliteTable('trace_block', block())

/** How far what is done later has come, as a row id: `fold`, `search` and `opinions`. */
export const progress = sqliteTable('progress', {
  name: text().primaryKey(),
  done: integer().notNull(),
  /** Of the fold: how far somebody may be counting; of opinions: up to where they are to be made anew. */
  claimed: integer().notNull(),
  /** How often it moved, so that a step can be told from every other. */
  steps: integer().notNull().default(0),
})

/** Predictions that changed after they were counted, as they were then. */
export const changed = sqliteTable('changed', {
  prediction: integer().primaryKey(),
  /** What was counted, as JSON. */
  before: text().notNull(),
  times: integer().notNull(),
})

/** Predictions whose words are to be indexed anew, since they or those before them in their session changed. */
export const searchAgain = sqliteTable('search_again', {
  prediction: integer().primaryKey(),
  times: integer().notNull(),
})

/**
 * Sums of all, by task, by source and by both, which is the grain: each question reads the coarsest that tells apart what
 * it asks for. The part is 1 of rows that are gone, 0 of all others. A task or a source that is told apart and is 0 is
 * all beyond the bound.
 */
export const cell = sqliteTable(
  'cell',
  {
    level: integer().notNull(),
    grain: integer().notNull(),
    start: integer().notNull(),
    task: integer().notNull(),
    source: integer().notNull(),
    part: integer().notNull(),
    tally: text().notNull(),
    /** Of what is gone, ever: when the first and the last of it began. */
    firstMs: integer('first_ms'),
    lastMs: integer('last_ms'),
  },
  (table) => [primaryKey({ columns: [table.level, table.grain, table.start, table.task, table.source, table.part] })],
)

/** How often tags, values of metadata and what sources say were said; of all tasks together where the task is 0. */
export const facet = sqliteTable(
  'facet',
  {
    task: integer().notNull(),
    name: text().notNull(),
    value: text().notNull(),
    part: integer().notNull(),
    predictions: integer().notNull(),
    lastMs: integer('last_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.task, table.name, table.value, table.part] })],
)
