// Makes messages of what happened: for each channel that wants it at once one of all alarms of a task that were opened
// together, since they are most likely one story; a day's for those that want it daily. Ids of messages follow from what
// they are about, so planning again plans nothing twice.

import { createHash } from 'node:crypto'
import type { Alarm, DriftMarker, QuietHours } from '@trimtab/contract/drift'
import type { Clock } from '../clock.ts'
import type { AlarmStore, StoredChannel, StoredDelivery } from '../store/state-alarms.ts'
import type { WatchStore } from '../store/state-watch.ts'
import { bodyFor, type News } from './messages.ts'
import { dateOf, minutesOfDay, quietUntil } from './quiet-hours.ts'

/** A day's message is sent at eight in the morning, or when the quiet ends where that is later. */
const DAILY_MINUTE = 8 * 60
/** Of one read: of those that are new all are read. */
const ALARMS_READ = 200
/** Today's message is among these. */
const DELIVERIES_READ = 200
const DAY_MS = 86_400_000
const ID_DIGITS = 32

export interface PlanParts {
  state: Pick<AlarmStore, 'alarms' | 'alertSettings' | 'channels' | 'deliveries' | 'toldUpTo' | 'tell'> &
    Pick<WatchStore, 'driftDays' | 'watchedTasks'>
  clock: Clock
  /** What was new of a task in [from, to). */
  markers: (task: string, stretch: { fromMs: number; toMs: number }) => Promise<DriftMarker[]>
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

async function planAlarms(channel: StoredChannel, parts: Planning): Promise<boolean> {
  const { state, quietHours, nowMs } = parts
  const { fresh, upTo } = await freshAlarms(channel, state)
  if (upTo === null) return false
  const nextMs = quietUntil(quietHours, nowMs) ?? nowMs
  const deliveries: StoredDelivery[] = []
  for (const alarms of Map.groupBy(fresh, ({ task }) => task).values()) {
    const at = alarms.reduce((last, { openedAt }) => (openedAt > last ? openedAt : last), '')
    const news: News = { kind: 'alarm.opened', at, alarms, markers: await markersOf(alarms, parts), drifted: null }
    deliveries.push(newDelivery({ id: `${channel.id}.${idOf(alarms)}`, channel, news, nowMs, nextMs }))
  }
  await state.tell(channel.id, upTo, deliveries)
  return deliveries.length > 0
}

/** Of the same alarms it is the same. */
function idOf(alarms: readonly Alarm[]): string {
  const [first, ...others] = alarms.map(({ id }) => id).toSorted()
  if (first !== undefined && others.length === 0) return first
  return createHash('sha256')
    .update(JSON.stringify([first, ...others]))
    .digest('hex')
    .slice(0, ID_DIGITS)
}

/** Each once, by task and time. */
async function markersOf(alarms: readonly Alarm[], { markers }: Planning): Promise<DriftMarker[]> {
  const found: DriftMarker[] = []
  for (const [task, ofTask] of Map.groupBy(alarms, (alarm) => alarm.task)) {
    const stretches = ofTask.map(({ beganAt, openedAt }) => ({
      fromMs: Date.parse(beganAt?.from ?? openedAt) - DAY_MS,
      toMs: Date.parse(openedAt),
    }))
    const near = await markers(task, {
      fromMs: Math.min(...stretches.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...stretches.map(({ toMs }) => toMs)),
    })
    found.push(
      ...near.filter(({ at }) =>
        stretches.some(({ fromMs, toMs }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs),
      ),
    )
  }
  return found
}

async function planDay(channel: StoredChannel, parts: Planning): Promise<boolean> {
  const { state, quietHours, nowMs } = parts
  const timeZone = quietHours?.timeZone ?? 'UTC'
  if (minutesOfDay(nowMs, timeZone) < DAILY_MINUTE || quietUntil(quietHours, nowMs) !== null) return false
  const id = `${channel.id}.${dateOf(nowMs, timeZone)}`
  if ((await state.deliveries({ limit: DELIVERIES_READ })).some(({ delivery }) => delivery.id === id)) return false
  const { fresh, upTo } = await freshAlarms(channel, state)
  const open = (await state.alarms({ states: ['open', 'acknowledged'], limit: ALARMS_READ })).map(({ alarm }) => alarm)
  const alarms = [...new Map([...fresh, ...open.filter(isFor(channel))].map((alarm) => [alarm.id, alarm])).values()]
  const drifted = await driftedSignals(channel, state, nowMs)
  if (alarms.length === 0 && drifted === 0) return false
  const markers = await markersOf(alarms, parts)
  const news: News = { kind: 'alarms.daily', at: new Date(nowMs).toISOString(), alarms, markers, drifted }
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
  const since: { sequence: number; alarm: Alarm }[] = []
  for (;;) {
    const page = await state.alarms({ before: since.at(-1)?.sequence, limit: ALARMS_READ })
    const newer = page.filter(({ sequence }) => sequence > told)
    since.push(...newer)
    if (newer.length < ALARMS_READ) break
  }
  const upTo = since[0]?.sequence ?? null
  return {
    fresh: since
      .toReversed()
      .map(({ alarm }) => alarm)
      .filter(isFor(channel)),
    upTo,
  }
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
