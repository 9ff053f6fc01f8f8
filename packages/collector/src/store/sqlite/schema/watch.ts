// The tables of what is watched for drift: how far counting is, what is known of each task, what its signals add up to,
// and what was chosen and found.

import type { DriftBaseline } from '@trimtab/contract/drift'
import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DriftDay, SaidCounted, Watch } from '../../state-watch.ts'

/** One row at most. */
export const watching = sqliteTable('watching', {
  id: integer().primaryKey(),
  mark: text(),
  step: integer().notNull(),
})

export const watch = sqliteTable('watch', {
  /** Never given twice: what is left of a task that is counted anew is found by nobody. */
  number: integer().primaryKey({ autoIncrement: true }),
  task: text().notNull().unique(),
  body: text({ mode: 'json' }).$type<Watch>().notNull(),
})

/** In the order in which they are read. */
export const watchCell = sqliteTable(
  'watch_cell',
  {
    /** The number of the watch. */
    task: integer().notNull(),
    /** The place among CELLS_OF. */
    of: integer().notNull(),
    signal: integer().notNull(),
    startMs: integer('start_ms').notNull(),
    segment: integer().notNull(),
    summary: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.task, table.of, table.signal, table.startMs, table.segment] }),
    // Of hours, which go when they are old: hour and heard.
    index('watch_cell_old')
      .on(table.startMs)
      .where(sql`"of" IN (0, 2)`),
  ],
)

export const watchSaid = sqliteTable(
  'watch_said',
  {
    prediction: text().notNull(),
    /** The number of the watch. */
    task: integer().notNull(),
    startedMs: integer('started_ms').notNull(),
    segment: integer().notNull(),
    said: text({ mode: 'json' }).$type<SaidCounted['values']>().notNull(),
    outcome: text().$type<'good' | 'bad'>(),
  },
  (table) => [
    primaryKey({ columns: [table.prediction, table.task] }),
    index('watch_said_started').on(table.task, table.startedMs),
  ],
)

export const driftBaseline = sqliteTable('drift_baseline', {
  task: text().primaryKey(),
  body: text({ mode: 'json' }).$type<DriftBaseline>().notNull(),
})

export const driftDay = sqliteTable(
  'drift_day',
  {
    task: text().notNull(),
    day: text().notNull(),
    signals: text({ mode: 'json' }).$type<DriftDay['signals']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.task, table.day] })],
)
