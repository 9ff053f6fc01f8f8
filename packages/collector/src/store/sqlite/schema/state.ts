// The tables of the state half: datasets, keys, settings and who changed them, and jobs.

import type {
  ApiKey,
  AuditAction,
  DatasetVersion,
  Example,
  JobKind,
  JobState,
  JsonObject,
  LineageRow,
  ViewScreen,
} from '@trimtab/contract'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

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
  (table) => [
    primaryKey({ columns: [table.dataset, table.version, table.split, table.line] }),
    index('dataset_row_prediction').on(sql`lineage ->> 'prediction'`),
  ],
)

/** What left this collector. */
export const datasetExport = sqliteTable(
  'dataset_export',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    dataset: text().notNull(),
    version: integer().notNull(),
    format: text().notNull(),
    split: text(),
    rows: integer().notNull(),
    at: text().notNull(),
  },
  (table) => [index('dataset_export_version').on(table.dataset, table.version)],
)

export const audit = sqliteTable('audit', {
  sequence: integer().primaryKey({ autoIncrement: true }),
  at: text().notNull(),
  actor: text().notNull(),
  action: text().$type<AuditAction>().notNull(),
  target: text(),
  detail: text({ mode: 'json' }).$type<JsonObject>().notNull(),
})

export const savedView = sqliteTable(
  'saved_view',
  {
    id: text().primaryKey(),
    screen: text().$type<ViewScreen>().notNull(),
    name: text().notNull(),
    query: text().notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (table) => [uniqueIndex('saved_view_name').on(table.screen, table.name)],
)

/** What the people who run it chose; the version counts changes. */
export const setting = sqliteTable('setting', {
  name: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
  version: integer().notNull(),
})

export const job = sqliteTable(
  'job',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    kind: text().$type<JobKind>().notNull(),
    state: text().$type<JobState>().notNull(),
    request: text({ mode: 'json' }).$type<JsonObject>().notNull(),
    done: integer().notNull(),
    total: integer(),
    error: text(),
    result: text({ mode: 'json' }).$type<JsonObject>(),
    createdAt: text('created_at').notNull(),
    startedAt: text('started_at'),
    endedAt: text('ended_at'),
    /** Who does it, and when that was last heard of. */
    holder: text(),
    heardAt: text('heard_at'),
  },
  (table) => [
    index('job_open')
      .on(table.state)
      .where(sql`state IN ('queued', 'running')`),
  ],
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
