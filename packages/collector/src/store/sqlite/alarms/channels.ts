// Where people are told of alarms, and how seldom for nothing. What a channel is signed with, and where it leads, is in
// its row alone.

import { isDeepStrictEqual } from 'node:util'
import { asc, eq, max, notInArray } from 'drizzle-orm'
import { alertRulesChanged } from '../../audit-entries.ts'
import type { ChangedBy } from '../../changed-by.ts'
import type { AlarmStore, AlertSettings, StoredChannel } from '../../state-alarms.ts'
import { appendEntry } from '../audit.ts'
import type { Connection } from '../connection.ts'
import { alarm, alertChannel } from '../schema/alarms.ts'
import { setting } from '../schema/state.ts'

type Rules = AlertSettings & { channels: StoredChannel[] }

const SETTING = 'alerts'
/** Where nobody has said anything: once a month. */
const FIRST: AlertSettings = { falseAlarmDays: 30, quietHours: null }

export function channelTable(db: Connection): Pick<AlarmStore, 'alertSettings' | 'channels' | 'saveAlertRules'> {
  return {
    alertSettings: async () => readSettings(db).value,
    channels: async () => readChannels(db),
    saveAlertRules: async (rules, by) => db.transaction(() => save(db, rules, by), { behavior: 'immediate' }),
  }
}

function readSettings(db: Connection): { value: AlertSettings; version: number } {
  const row = db.select().from(setting).where(eq(setting.name, SETTING)).get()
  return row === undefined ? { value: FIRST, version: 0 } : { value: row.value as AlertSettings, version: row.version }
}

function readChannels(db: Connection): StoredChannel[] {
  const { body } = alertChannel
  return db
    .select({ body })
    .from(alertChannel)
    .orderBy(asc(alertChannel.sequence))
    .all()
    .map((row) => row.body)
}

function save(db: Connection, { falseAlarmDays, quietHours, channels }: Rules, by: ChangedBy): void {
  const settings = readSettings(db)
  const before = { ...settings.value, channels: readChannels(db) }
  const value = { falseAlarmDays, quietHours }
  if (!isDeepStrictEqual(settings.value, value)) {
    const version = settings.version + 1
    db.insert(setting)
      .values({ name: SETTING, value, version })
      .onConflictDoUpdate({ target: setting.name, set: { value, version } })
      .run()
  }
  writeChannels(db, channels, new Set(before.channels.filter(({ isPaused }) => isPaused).map(({ id }) => id)))
  const after = { ...value, channels: readChannels(db) }
  if (!isDeepStrictEqual(before, after)) appendEntry(db, alertRulesChanged(before, after, by))
}

function writeChannels(db: Connection, channels: readonly StoredChannel[], paused: ReadonlySet<string>): void {
  const ids = channels.map(({ id }) => id)
  db.delete(alertChannel).where(notInArray(alertChannel.id, ids)).run()
  // One that is new, or goes on, is told of what happens from now on.
  const toldUpTo = newestAlarm(db)
  for (const body of channels)
    db.insert(alertChannel)
      .values({ id: body.id, body, toldUpTo })
      .onConflictDoUpdate({
        target: alertChannel.id,
        set: paused.has(body.id) && !body.isPaused ? { body, toldUpTo } : { body },
      })
      .run()
}

export function newestAlarm(db: Connection): number {
  return (
    db
      .select({ newest: max(alarm.sequence) })
      .from(alarm)
      .get()?.newest ?? 0
  )
}
