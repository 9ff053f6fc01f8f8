// Incidents, from alarm to close. There are few, and the oldest that are over go first.

import type { Alarm, AlarmState } from '@trimtab/contract/drift'
import type Database from 'better-sqlite3'
import { and, count, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { alarmChanged } from '../../audit-entries.ts'
import { ALARMS_MAX, type AlarmStore } from '../../state-alarms.ts'
import { appendEntry } from '../audit.ts'
import type { Connection } from '../connection.ts'
import { alarm } from '../schema/alarms.ts'
import { toText } from '../stored-text.ts'

export function alarmTable(db: Connection): Pick<AlarmStore, 'alarms' | 'alarm' | 'alarmCounts' | 'changeAlarm'> {
  return {
    alarms: async ({ task, states, before, limit }) =>
      db
        .select({ sequence: alarm.sequence, alarm: alarm.body })
        .from(alarm)
        .where(
          and(
            task === undefined ? undefined : eq(alarm.task, toText(task)),
            before === undefined ? undefined : lt(alarm.sequence, before),
            states === undefined ? undefined : inArray(alarm.state, [...states]),
            isOpen(states) ? sql`state <> 'closed'` : undefined,
          ),
        )
        .orderBy(isOpen(states) ? sql`+${alarm.sequence} DESC` : desc(alarm.sequence))
        .limit(limit)
        .all(),

    alarm: async (id) => db.select({ body: alarm.body }).from(alarm).where(eq(alarm.id, id)).get()?.body ?? null,

    alarmCounts: async (sinceAt) => {
      const counts = { open: 0, fixed: 0, expected: 0, false_alarm: 0 }
      const found = db
        .select({ outcome: alarm.outcome, alarms: count() })
        .from(alarm)
        .where(gte(alarm.openedAt, sinceAt))
        .groupBy(alarm.outcome)
        .all()
      for (const { outcome, alarms } of found) counts[outcome ?? 'open'] += alarms
      return counts
    },

    changeAlarm: async (next, from, by) =>
      db.transaction(
        () => {
          const { id, task, state, openedAt, outcome } = next
          const { changes } = db
            .update(alarm)
            .set({ task: toText(task), state, openedAt, outcome, body: next })
            .where(and(eq(alarm.id, id), eq(alarm.state, from)))
            .run()
          if (changes > 0 && by !== null) appendEntry(db, alarmChanged(next, from, by))
          return changes > 0
        },
        { behavior: 'immediate' },
      ),
  }
}

/**
 * Those that are not closed have an index of their own: with a parameter in its place it would not be found, and ordered by
 * a sum they are not looked for among all.
 */
function isOpen(states: readonly AlarmState[] | undefined): boolean {
  return states !== undefined && !states.includes('closed')
}

/** Within a transaction. Rejects those that are there. */
export function prepareOpenAlarms(client: Database.Database): (opened: readonly Alarm[]) => void {
  const insert = client.prepare(
    `INSERT INTO alarm (id, task, state, opened_at, outcome, body)
     VALUES (@id, @task, @state, @openedAt, @outcome, @body)`,
  )
  const countAll = client.prepare<[], number>('SELECT count(*) FROM alarm').pluck()
  const removeOldest = client.prepare<[number]>(
    `DELETE FROM alarm WHERE sequence IN (SELECT sequence FROM alarm ORDER BY state <> 'closed', sequence LIMIT ?)`,
  )
  return (opened) => {
    if (opened.length === 0) return
    for (const each of opened) {
      const { id, task, state, openedAt, outcome } = each
      insert.run({ id, task: toText(task), state, openedAt, outcome, body: JSON.stringify(each) })
    }
    const beyond = (countAll.get() ?? 0) - ALARMS_MAX
    if (beyond > 0) removeOldest.run(beyond)
  }
}
