// The tables of alarms: what stands guard, the incidents, and who is told of them.

import type {
  Alarm,
  AlarmOutcome,
  AlarmState,
  AlertDelivery,
  DeliveryState,
  SignalAspect,
} from '@trimtab/contract/drift'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Guard, StoredChannel } from '../../state-alarms.ts'

export const alarmGuard = sqliteTable(
  'alarm_guard',
  {
    task: text().notNull(),
    signal: integer().notNull(),
    aspect: text().$type<SignalAspect>().notNull(),
    body: text({ mode: 'json' }).$type<Omit<Guard, 'signal' | 'aspect'>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.task, table.signal, table.aspect] })],
)

export const alarm = sqliteTable(
  'alarm',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    task: text().notNull(),
    state: text().$type<AlarmState>().notNull(),
    openedAt: text('opened_at').notNull(),
    outcome: text().$type<AlarmOutcome>(),
    body: text({ mode: 'json' }).$type<Alarm>().notNull(),
  },
  (table) => [
    index('alarm_task').on(table.task, table.sequence),
    index('alarm_open')
      .on(table.task, table.sequence)
      .where(sql`state <> 'closed'`),
    index('alarm_opened').on(table.openedAt, table.outcome),
  ],
)

export const alertChannel = sqliteTable('alert_channel', {
  /** The order they were made in. */
  sequence: integer().primaryKey({ autoIncrement: true }),
  id: text().notNull().unique(),
  body: text({ mode: 'json' }).$type<StoredChannel>().notNull(),
  /** The sequence of the last alarm that was looked at for it. */
  toldUpTo: integer('told_up_to').notNull(),
})

export const alertDelivery = sqliteTable(
  'alert_delivery',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    channel: text().notNull(),
    state: text().$type<DeliveryState>().notNull(),
    attempts: integer().notNull(),
    createdAt: text('created_at').notNull(),
    triedAt: text('tried_at'),
    nextAt: text('next_at'),
    answer: text(),
    alarms: text({ mode: 'json' }).$type<AlertDelivery['alarms']>().notNull(),
    body: text().notNull(),
  },
  (table) => [
    index('alert_delivery_waiting')
      .on(table.nextAt, table.sequence)
      .where(sql`state = 'waiting'`),
  ],
)
