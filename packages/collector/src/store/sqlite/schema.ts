// The tables. Every one is STRICT; drizzle has no word for that, so the migrations say it and a test holds them to it.

import type { ApiKey, DatasetVersion, Example, Feedback, LineageRow, PredictionFacts } from '@trimtab/contract'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const prediction = sqliteTable(
  'prediction',
  {
    /** The order of arrival. */
    id: integer().primaryKey({ autoIncrement: true }),
    traceId: text('trace_id').notNull(),
    spanId: text('span_id').notNull(),
    task: text().notNull(),
    status: text().notNull(),
    /** Nanoseconds do not fit a JavaScript number: milliseconds, and the nanoseconds beyond them. */
    startedMs: integer('started_ms').notNull(),
    startedNsRest: integer('started_ns_rest').notNull(),
    session: text(),
    key: text(),
    responseId: text('response_id'),
    facts: text({ mode: 'json' }).$type<PredictionFacts>().notNull(),
  },
  (table) => [
    uniqueIndex('prediction_identity').on(table.traceId, table.spanId),
    index('prediction_started').on(table.startedMs, table.startedNsRest),
    index('prediction_task').on(table.task, table.startedMs, table.startedNsRest),
    index('prediction_session').on(table.session),
    index('prediction_key').on(table.key),
    index('prediction_response').on(table.responseId),
  ],
)

export const feedback = sqliteTable(
  'feedback',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    /** What it points at: prediction, key, responseId or session. */
    targetKind: text('target_kind').notNull(),
    target: text().notNull(),
    task: text(),
    body: text({ mode: 'json' }).$type<Feedback>().notNull(),
  },
  // An id counts once for what it speaks of: it is made by clients, and one of them must not silence another.
  (table) => [uniqueIndex('feedback_identity').on(table.targetKind, table.target, table.id)],
)

/** What the feedback of a prediction amounts to now: derived, rewritten whenever either side arrives. */
export const opinion = sqliteTable('opinion', {
  prediction: integer()
    .primaryKey()
    .references(() => prediction.id),
  thumbs: text(),
  isRated: integer('is_rated').notNull(),
  isCorrected: integer('is_corrected').notNull(),
})

export const dataset = sqliteTable('dataset', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
})

export const datasetVersion = sqliteTable(
  'dataset_version',
  {
    dataset: text()
      .notNull()
      .references(() => dataset.id),
    version: integer().notNull(),
    builtMs: integer('built_ms').notNull(),
    body: text({ mode: 'json' }).$type<DatasetVersion>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.dataset, table.version] })],
)

export const datasetRow = sqliteTable(
  'dataset_row',
  {
    dataset: text().notNull(),
    version: integer().notNull(),
    split: text().notNull(),
    line: integer().notNull(),
    example: text({ mode: 'json' }).$type<Example>().notNull(),
    lineage: text({ mode: 'json' }).$type<LineageRow>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.dataset, table.version, table.split, table.line] })],
)

/** Known by the hash of its text alone. */
export const apiKey = sqliteTable('api_key', {
  /** The order they were made in. */
  sequence: integer().primaryKey({ autoIncrement: true }),
  id: text().notNull().unique(),
  hash: text().notNull().unique(),
  facts: text({ mode: 'json' }).$type<Omit<ApiKey, 'id' | 'revokedAt'>>().notNull(),
  revokedAt: text('revoked_at'),
})
