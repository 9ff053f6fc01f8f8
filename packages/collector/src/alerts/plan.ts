// Makes messages of what happened: each alarm once for each channel that wants it at once, a day's for those that want it
// daily. Ids of messages follow from what they are about, so planning again plans nothing twice.

import { type Alarm, type QuietHours } from '@trimtab/contract/drift'
import type { Clock } from '../clock.ts'
import type { AlarmStore, StoredChannel, StoredDelivery } from '../store/state-alarms.ts'
import type { WatchStore } from '../store/state-watch.ts'
import { bodyFor, type News } from './messages.ts'
import { dateOf, minutesOfDay, quietUntil } from './quiet-hours.ts'

/** A day's message is sent at eight in the morning, or when the quiet ends where that is later. */
const DAILY_MINUTE = 8 * 60
const ALARMS_READ = 200
/** Today's message is among these. */
const DELIVERIES_READ = 200
const DAY_MS = 86_400_000

export interface PlanParts {
  state: Pick<AlarmStore, 'alarms' | 'alertSettings' | 'channels' | 'deliveries' | 'toldUpTo' | 'tell'> &
    Pick<WatchStore, 'driftDays' | 'watchedTasks'>
  clock: Clock
}

/** Whether anything was planned. */
export async function planDeliveries(parts: PlanParts): Promise<boolean> {
  const { state, clock } = parts
  const channels = (await state.channels()).filter(({ isPaused }) => !isPaused)
  if (channels.length === 0) return false
  const { quietHours } = await state.alertSettings()
  let isPlanned = false
  for (const channel of channels) {
    const plan = channel.rhythm === 'daily' ? planDay : planAlarms
    isPlanned = (await plan(channel, { ...parts, quietHours, nowMs: clock() })) || isPlanned
  }
  return isPlanned
}

type Planning = PlanParts & { quietHours: QuietHours | null; nowMs: number }

async function planAlarms(channel: StoredChannel, { state, quietHours, nowMs }: Planning): Promise<boolean> {
  const { fresh, upTo } = await freshAlarms(channel, state)
  if (upTo === null) return false
  const nextMs = quietUntil(quietHours, nowMs) ?? nowMs
  const deliveries = fresh.map((alarm) => {
    const news: News = { kind: 'alarm.opened', at: alarm.openedAt, alarms: [alarm], drifted: 0 }
    return newDelivery({ id: `${channel.id}.${alarm.id}`, channel, news, nowMs, nextMs })
  })
  await state.tell(channel.id, upTo, deliveries)
  return deliveries.length > 0
}

async function planDay(channel: StoredChannel, { state, quietHours, nowMs }: Planning): Promise<boolean> {
  const timeZone = quietHours?.timeZone ?? 'UTC'
  if (minutesOfDay(nowMs, timeZone) < DAILY_MINUTE || quietUntil(quietHours, nowMs) !== null) return false
  const id = `${channel.id}.${dateOf(nowMs, timeZone)}`
  if ((await state.deliveries({ limit: DELIVERIES_READ })).some(({ delivery }) => delivery.id === id)) return false
  const { fresh, upTo } = await freshAlarms(channel, state)
  const open = (await state.alarms({ states: ['open', 'acknowledged'], limit: ALARMS_READ })).map(({ alarm }) => alarm)
  const alarms = [...new Map([...fresh, ...open.filter(isFor(channel))].map((alarm) => [alarm.id, alarm])).values()]
  const drifted = await driftedSignals(channel, state, nowMs)
  if (alarms.length === 0 && drifted === 0) return false
  const news: News = { kind: 'alarms.daily', at: new Date(nowMs).toISOString(), alarms, drifted }
  const delivery = newDelivery({ id, channel, news, nowMs, nextMs: nowMs })
  await state.tell(channel.id, upTo ?? (await state.toldUpTo(channel.id)), [delivery])
  return true
}

/** Those it was not told of yet, the oldest first; null: nothing happened since. */
async function freshAlarms(
  channel: StoredChannel,
  state: Planning['state'],
): Promise<{ fresh: Alarm[]; upTo: number | null }> {
  const told = await state.toldUpTo(channel.id)
  const newest = await state.alarms({ limit: ALARMS_READ })
  const since = newest.filter(({ sequence }) => sequence > told).toReversed()
  return { fresh: since.map(({ alarm }) => alarm).filter(isFor(channel)), upTo: since.at(-1)?.sequence ?? null }
}

function isFor({ tasks }: StoredChannel): (alarm: Pick<Alarm, 'task'>) => boolean {
  return ({ task }) => tasks.length === 0 || tasks.includes(task)
}

/** What the reports of yesterday found. */
async function driftedSignals(channel: StoredChannel, state: Planning['state'], nowMs: number): Promise<number> {
  const yesterday = new Date(nowMs - DAY_MS).toISOString().slice(0, 10)
  let drifted = 0
  for (const task of (await state.watchedTasks()).filter((name) => isFor(channel)({ task: name }))) {
    const [last] = await state.driftDays(task, 1)
    if (last?.day !== yesterday) continue
    drifted += last.signals.filter((signal) => signal.state === 'drift').length
  }
  return drifted
}

function newDelivery({
  id,
  channel,
  news,
  nowMs,
  nextMs,
}: {
  id: string
  channel: StoredChannel
  news: News
  nowMs: number
  nextMs: number
}): StoredDelivery {
  return {
    id,
    channel: channel.id,
    alarms: news.alarms.map((alarm) => alarm.id),
    state: 'waiting',
    attempts: 0,
    createdAt: new Date(nowMs).toISOString(),
    triedAt: null,
    nextAt: new Date(nextMs).toISOString(),
    answer: null,
    body: bodyFor(channel, news),
  }
}
