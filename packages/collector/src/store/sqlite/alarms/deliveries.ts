// Messages to channels, each once by its id. Few are remembered: those that wait, and of the others the newest.

import { and, asc, count, desc, eq, lt, lte, ne, sql } from 'drizzle-orm'
import { type AlarmStore, DELIVERIES_MAX, DELIVERIES_WAITING_MAX, type StoredDelivery } from '../../state-alarms.ts'
import type { Connection } from '../connection.ts'
import { alertChannel, alertDelivery } from '../schema/alarms.ts'
import { fromText, fromTextOrNull, toText, toTextOrNull } from '../stored-text.ts'
import { newestAlarm } from './channels.ts'

type DeliveryHalf = Pick<
  AlarmStore,
  'addDeliveries' | 'dueDeliveries' | 'moveDelivery' | 'deliveries' | 'toldUpTo' | 'tell'
>

/**
 * As the index over those that wait says it: with a parameter in its place the index would not be found. It is asked all
 * the time, so where it is they are ordered by a sum, or SQLite would rather go through all in their order.
 */
const IS_WAITING = sql`state = 'waiting'`

const TOO_MANY = 'too many waited for this channel'

export function deliveryTable(db: Connection): DeliveryHalf {
  return {
    addDeliveries: async (deliveries) => db.transaction(() => add(db, deliveries), { behavior: 'immediate' }),

    dueDeliveries: async (now, limit) =>
      db
        .select()
        .from(alertDelivery)
        .where(and(IS_WAITING, lte(alertDelivery.nextAt, now)))
        .orderBy(sql`+${alertDelivery.sequence}`)
        .limit(limit)
        .all()
        .map(read),

    moveDelivery: async (delivery, attemptsBefore) =>
      db
        .update(alertDelivery)
        .set(write(delivery))
        .where(and(eq(alertDelivery.id, delivery.id), eq(alertDelivery.attempts, attemptsBefore)))
        .run().changes > 0,

    deliveries: async ({ before, limit }) =>
      db
        .select()
        .from(alertDelivery)
        .where(before === undefined ? undefined : lt(alertDelivery.sequence, before))
        .orderBy(desc(alertDelivery.sequence))
        .limit(limit)
        .all()
        .map((row) => {
          const { body: _, ...delivery } = read(row)
          return { sequence: row.sequence, delivery }
        }),

    toldUpTo: async (channel) => readTold(db, channel) ?? newestAlarm(db),

    tell: async (channel, upTo, deliveries) =>
      db.transaction(() => tell(db, channel, upTo, deliveries), { behavior: 'immediate' }),
  }
}

/** What somebody answered may be cut anywhere. */
function write({ answer, body, ...delivery }: StoredDelivery): StoredDelivery {
  return { ...delivery, answer: toTextOrNull(answer), body: toText(body) }
}

function read(row: typeof alertDelivery.$inferSelect): StoredDelivery {
  const { sequence: _, answer, body, ...delivery } = row
  return { ...delivery, answer: fromTextOrNull(answer), body: fromText(body) }
}

function readTold(db: Connection, channel: string): number | null {
  const { toldUpTo } = alertChannel
  return db.select({ toldUpTo }).from(alertChannel).where(eq(alertChannel.id, channel)).get()?.toldUpTo ?? null
}

function tell(db: Connection, channel: string, upTo: number, deliveries: readonly StoredDelivery[]): void {
  const told = readTold(db, channel)
  // It was removed meanwhile.
  if (told === null) return
  if (upTo > told) db.update(alertChannel).set({ toldUpTo: upTo }).where(eq(alertChannel.id, channel)).run()
  add(db, deliveries)
}

function add(db: Connection, deliveries: readonly StoredDelivery[]): void {
  for (const delivery of deliveries) db.insert(alertDelivery).values(write(delivery)).onConflictDoNothing().run()
  for (const channel of new Set(deliveries.map((delivery) => delivery.channel))) giveUpOldest(db, channel)
  removeOldest(db)
}

/** Of those that wait for it, beyond the bound. */
function giveUpOldest(db: Connection, channel: string): void {
  const waiting = and(IS_WAITING, eq(alertDelivery.channel, channel))
  const newest = db
    .select({ sequence: alertDelivery.sequence })
    .from(alertDelivery)
    .where(waiting)
    .orderBy(sql`+${alertDelivery.sequence} DESC`)
  const last = newest.limit(1).offset(DELIVERIES_WAITING_MAX).get()
  if (last === undefined) return
  const given = { state: 'failed' as const, nextAt: null, answer: TOO_MANY }
  db.update(alertDelivery)
    .set(given)
    .where(and(waiting, lte(alertDelivery.sequence, last.sequence)))
    .run()
}

function removeOldest(db: Connection): void {
  const beyond = (db.select({ all: count() }).from(alertDelivery).get()?.all ?? 0) - DELIVERIES_MAX
  if (beyond <= 0) return
  const oldest = db
    .select({ sequence: alertDelivery.sequence })
    .from(alertDelivery)
    .where(ne(alertDelivery.state, 'waiting'))
    .orderBy(asc(alertDelivery.sequence))
    .limit(beyond)
  db.delete(alertDelivery)
    .where(sql`${alertDelivery.sequence} IN ${oldest}`)
    .run()
}
