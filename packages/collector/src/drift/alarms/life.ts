// What becomes of an alarm after it was opened: somebody takes it in hand, its signal is stable again, somebody closes it.

import type { Alarm, AlarmEvent, AlarmOutcome } from '@trimtab/contract/drift'
import type { Clock } from '../../clock.ts'
import type { AlarmStore } from '../../store/state-alarms.ts'
import type { DriftDay } from '../../store/state-watch.ts'

interface Said {
  /** The id of a key. */
  by: string
  at: string
  note: string | null
}

interface Recovering {
  state: Pick<AlarmStore, 'alarms' | 'changeAlarm'>
  clock: Clock
  day: DriftDay
}

/** Open ones of one task, of which there is one for each signal at most. */
const ALARMS_READ = 1_000

type ChangeState = Pick<AlarmStore, 'alarm' | 'changeAlarm'>

/** Another one changed it meanwhile: it is looked at again, so often. */
const TRIES = 5

/** A second time it says who has it in hand now. */
function acknowledge(alarm: Alarm, said: Said): Alarm {
  return withEvent({ ...alarm, state: 'acknowledged', acknowledgedBy: said.by }, { kind: 'acknowledged', ...said })
}

export function close(alarm: Alarm, outcome: AlarmOutcome, said: Said): Alarm {
  return withEvent({ ...alarm, state: 'closed', closedAt: said.at, outcome }, { kind: 'closed', ...said })
}

/**
 * Notes that the signal is proven stable over a whole day after it was opened, once; null where that is not so. It stays
 * open: only people know whether what happened is over.
 */
export function recovered(alarm: Alarm, { task, day, signals }: DriftDay, at: string): Alarm | null {
  if (alarm.state === 'closed' || alarm.events.some(({ kind }) => kind === 'recovered')) return null
  const found = signals.find(({ signal, aspect }) => signal === alarm.signal && aspect === alarm.aspect)
  const isAfter = Date.parse(day) >= Date.parse(alarm.openedAt)
  if (task !== alarm.task || found?.state !== 'stable' || !isAfter) return null
  return withEvent(alarm, { kind: 'recovered', at, by: null, note: null })
}

/** The ids of those that did. */
export async function recoverAlarms({ state, clock, day }: Recovering): Promise<string[]> {
  const at = new Date(clock()).toISOString()
  const open = await state.alarms({ task: day.task, states: ['open', 'acknowledged'], limit: ALARMS_READ })
  const ids: string[] = []
  for (const { alarm } of open) {
    const again = recovered(alarm, day, at)
    if (again !== null && (await state.changeAlarm(again, alarm.state, null))) ids.push(alarm.id)
  }
  return ids
}

export function acknowledgeAlarm(
  state: ChangeState,
  { id, ...said }: Said & { id: string },
): Promise<Alarm | 'not-found' | 'closed'> {
  return change(state, id, said, (alarm) => acknowledge(alarm, said))
}

export function closeAlarm(
  state: ChangeState,
  { id, outcome, ...said }: Said & { id: string; outcome: AlarmOutcome },
): Promise<Alarm | 'not-found' | 'closed'> {
  return change(state, id, said, (alarm) => close(alarm, outcome, said))
}

async function change(
  state: ChangeState,
  id: string,
  { by, at }: Said,
  toChanged: (alarm: Alarm) => Alarm,
): Promise<Alarm | 'not-found' | 'closed'> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const alarm = await state.alarm(id)
    if (alarm === null) return 'not-found'
    if (alarm.state === 'closed') return 'closed'
    const changed = toChanged(alarm)
    if (await state.changeAlarm(changed, alarm.state, { actor: by, at })) return changed
  }
  // Its state is one of three and only goes on, so this is never reached unless the store is at fault.
  throw new Error(`alarm ${id} would not change`)
}

function withEvent(alarm: Alarm, event: AlarmEvent): Alarm {
  return { ...alarm, events: [...alarm.events, event] }
}
