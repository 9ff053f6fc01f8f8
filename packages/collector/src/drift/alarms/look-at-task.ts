// Looks at all guards of one task once: closes hours that are over, looks at those that are not, opens alarms where there is
// enough evidence. All of it follows from what is stored, so whoever does it again does the same.

import type { Alarm, DriftBaseline } from '@trimtab/contract/drift'
import type { AlarmStore, Guard } from '../../store/state-alarms.ts'
import type { Watch, WatchedSignal, WatchStore } from '../../store/state-watch.ts'
import { toleranceOf } from '../decisions/tolerances.ts'
import { endOfHour, HOUR_MS, startOfHour } from '../hours.ts'
import { readTimed, type Timed, type TimedBySignal } from '../reading/timed.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { alarmThreshold } from './budget.ts'
import { cellsOf, hoursBy, isRatedInTime, lookedAtFromMs, overBeforeMs, overByClockMs } from './closing.ts'
import { advance, freshGuard, look, type Watched } from './guard.ts'
import { type GuardPlan, guardPlan } from './guard-plan.ts'
import { BEGAN_MS_MAX, openAlarm } from './incidents.ts'
import type { GuardedAspect } from './lookouts.ts'
import { askedIn, type WatchedBySignal, type WatchedShares } from './watched-shares.ts'

export type AlarmWatchState = Pick<WatchStore, 'watchedTasks' | 'watch' | 'watchCells' | 'baseline'> &
  Pick<AlarmStore, 'guards' | 'saveGuards' | 'guardCount' | 'alarms' | 'alarm' | 'alertSettings'>

export interface LookParts {
  state: AlarmWatchState
  shares: WatchedShares
  nowMs: number
  isTimeUp: () => boolean
}

/** Of one task, open and closed each: what is older is in no reference any more. */
const ALARMS_READ = 1_000

interface Task {
  task: string
  watch: Watch
  baseline: DriftBaseline
  guards: Guard[]
  alarms: Alarm[]
  nowMs: number
}

interface Post {
  signal: WatchedSignal
  aspect: GuardedAspect
  watched: readonly Watched[]
}

/** The alarms it opened; null where there was no time to work out what is fine: it is done by doing it again. */
export async function lookAtTask(parts: LookParts, name: string): Promise<Alarm[] | null> {
  const task = await readTask(parts, name)
  if (task === null) return []
  const throughMs = closedMs(task)
  const plan = guardPlan({ ...task, throughMs })
  const watched = await parts.shares.of({ ...task, plan }, parts.isTimeUp)
  if (watched === null) return null
  const posts = postsOf(task, watched)
  const guards = posts.map((post) => standing(task, post))
  const hours = await readHours(parts, task, plan, {
    fromMs: Math.min(...guards.map((one) => one.throughMs)),
    toMs: task.nowMs,
  })
  const advanced = posts.map((post, place) => {
    const guard = guards[place] ?? standing(task, post)
    const over = overBeforeMs(hoursBy(post.signal), task.watch, task.nowMs)
    return { post, guard: advance(guard, post.watched, hours(post.signal), over) }
  })
  const threshold = await thresholdOf(parts, task, posts.length)
  const alarms: Alarm[] = []
  const left: Guard[] = []
  for (const { post, guard } of advanced) {
    const { evidence, strongest } = look(guard, post.watched, hours(post.signal))
    if (strongest === null || evidence < threshold) left.push(guard)
    else alarms.push(await incident(parts, task, plan, { post, guard, strongest }))
  }
  return isSame(task.guards, left) ? [] : await save(parts, name, left, alarms)
}

async function readTask({ state, nowMs }: LookParts, task: string): Promise<Task | null> {
  const watch = await state.watch(task)
  if (watch === null) return null
  const baseline = (await state.baseline(task)) ?? defaultBaseline(task)
  const open = await state.alarms({ task, states: ['open', 'acknowledged'], limit: ALARMS_READ })
  const closed = await state.alarms({ task, states: ['closed'], limit: ALARMS_READ })
  const alarms = [...open, ...closed].map(({ alarm }) => alarm)
  return { task, watch, baseline, guards: await state.guards(task), alarms, nowMs }
}

/** Before it all guards have closed all hours, those that are armed now as well. */
function closedMs({ watch, guards, nowMs }: Task): number {
  const paces = new Set(watch.signals.map(hoursBy).filter((by) => by !== 'rated' || isRatedInTime(watch)))
  const armedMs = [...paces].map((by) => overByClockMs(by, watch, nowMs))
  return Math.min(...armedMs, ...guards.map(({ throughMs }) => throughMs))
}

/** Not those over whose signal an alarm is open: their guards rest. */
function postsOf({ watch, baseline, alarms }: Task, watched: WatchedBySignal): Post[] {
  const resting = new Set(alarms.flatMap((one) => (one.state === 'closed' ? [] : [`${one.signal} ${one.aspect}`])))
  return watch.signals
    .filter(({ name }) => !baseline.ignored.includes(name))
    .flatMap((signal) =>
      [...(watched.get(signal.id) ?? [])].map(([aspect, shares]) => ({ signal, aspect, watched: shares })),
    )
    .filter(({ signal, aspect, watched: { length } }) => length > 0 && !resting.has(`${signal.name} ${aspect}`))
}

/** The guard of a post as it stands, or afresh: from what is not over yet, and from the end of its last alarm. */
function standing({ watch, baseline, guards, alarms, nowMs }: Task, { signal, aspect }: Post): Guard {
  const chosen = JSON.stringify([
    signal.name,
    baseline.reference,
    toleranceOf(signal, 'values', false, baseline.tolerances),
  ])
  const restedMs = alarms
    .filter((one) => one.signal === signal.name && one.aspect === aspect)
    .reduce((last, { closedAt }) => Math.max(last, endOfHour(Date.parse(closedAt ?? '') || 0)), 0)
  const guard = guards.find((one) => one.signal === signal.id && one.aspect === aspect)
  if (guard?.baseline === chosen && guard.armedMs >= restedMs) return guard
  // By the clock: of what is counted of a past that was never watched nobody is told.
  const fromMs = Math.max(restedMs, overByClockMs(hoursBy(signal), watch, nowMs))
  return freshGuard({ signal: signal.id, aspect, baseline: chosen }, fromMs)
}

type HoursOf = (signal: WatchedSignal) => readonly Timed[]

/** Those that are over, and those of the others that are looked at already. */
async function readHours(
  { state }: LookParts,
  { task, watch, nowMs }: Task,
  plan: GuardPlan,
  { fromMs, toMs, signal }: { fromMs: number; toMs: number; signal?: number },
): Promise<HoursOf> {
  const query = {
    state,
    task,
    signals: signal === undefined ? undefined : [signal],
    isAsked: askedIn(watch, plan.reference.isCompared),
  }
  const stretch = { fromMs, toMs: startOfHour(toMs) + HOUR_MS }
  const read = async (by: 'hour' | 'heard'): Promise<TimedBySignal> =>
    fromMs < stretch.toMs ? await readTimed(query, by, [stretch]) : new Map<number, Timed[]>()
  const cells = { hour: await read('hour'), heard: await read('heard') }
  return (of) => {
    const by = hoursBy(of)
    return (cells[cellsOf(by)].get(of.id) ?? []).filter(({ startMs }) => lookedAtFromMs(by, watch, startMs) <= nowMs)
  }
}

async function thresholdOf({ state }: LookParts, { guards }: Task, count: number): Promise<number> {
  const { falseAlarmDays } = await state.alertSettings()
  return alarmThreshold(falseAlarmDays, (await state.guardCount()) - guards.length + count)
}

async function incident(
  parts: LookParts,
  task: Task,
  plan: GuardPlan,
  { post: { signal, aspect }, guard, strongest }: { post: Post; guard: Guard; strongest: Watched },
): Promise<Alarm> {
  const { nowMs } = task
  const fromMs = Math.max(guard.armedMs, startOfHour(nowMs - BEGAN_MS_MAX))
  const hours = await readHours(parts, task, plan, { fromMs, toMs: nowMs, signal: signal.id })
  return openAlarm({ task: task.task, signal, aspect, strongest, armedMs: guard.armedMs, hours: hours(signal), nowMs })
}

/** Those it opened: none where another process was first, whose guards are read the next time. */
async function save({ state }: LookParts, task: string, guards: Guard[], alarms: Alarm[]): Promise<Alarm[]> {
  try {
    await state.saveGuards(task, guards, alarms)
    return alarms
  } catch (error) {
    for (const { id } of alarms) if ((await state.alarm(id)) !== null) return []
    throw error
  }
}

function isSame(before: readonly Guard[], after: readonly Guard[]): boolean {
  return before.length === after.length && after.every((guard) => before.includes(guard))
}
