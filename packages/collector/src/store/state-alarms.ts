// Alarms in the state half: what stands guard over each signal, the incidents that came of it, and who is told of them.

import type { Alarm, AlarmState, AlertChannel, AlertDelivery, QuietHours, SignalAspect } from '@trimtab/contract/drift'
import type { ChangedBy } from './changed-by.ts'

/** Alarms that are remembered; the oldest closed ones go first, and then the oldest. */
export const ALARMS_MAX = 10_000
/** Deliveries that are remembered: those that wait, and of the others the newest. */
export const DELIVERIES_MAX = 10_000
/** Of one channel, that wait; the oldest that waits fails when there are more. */
export const DELIVERIES_WAITING_MAX = 200

/** One share that may not go above a bound, or below one: it is turned around then. */
interface Lookout {
  /** What is counted: numbers above or below a bin, a category, what is missing. */
  name: string
  logs: number[]
}

/** What stands guard over one aspect of one signal. */
export interface Guard {
  signal: number
  aspect: SignalAspect
  /** What it is compared with, in a word: another one starts it afresh. */
  baseline: string
  armedMs: number
  /** Hours before it are over for it. */
  throughMs: number
  lookouts: Lookout[]
}

export interface StoredChannel extends AlertChannel {
  /** As it was given. */
  wholeUrl: string
  secret: string
}

export interface AlertSettings {
  falseAlarmDays: number
  quietHours: QuietHours | null
}

export interface StoredDelivery extends AlertDelivery {
  /** What is sent, as it is sent. */
  body: string
}

export interface AlarmStore {
  /** By signal and aspect. */
  guards(task: string): Promise<Guard[]>
  /** All guards of the task as they are from now on, and alarms that are opened with it; both or neither. */
  saveGuards(task: string, guards: Guard[], opened: Alarm[]): Promise<void>
  /** How many guards of all tasks share the budget. */
  guardCount(): Promise<number>

  /** The newest first; those before a sequence where one is given. */
  alarms(query: {
    task?: string | undefined
    states?: readonly AlarmState[] | undefined
    before?: number | undefined
    limit: number
  }): Promise<{ sequence: number; alarm: Alarm }[]>
  alarm(id: string): Promise<Alarm | null>
  /** How many were opened since then, by how they were closed. */
  alarmCounts(sinceAt: string): Promise<{ open: number; fixed: number; expected: number; false_alarm: number }>
  /** Puts it in the place of the stored one; false where that is in another state than `from`, or gone. By nobody where the collector does it. */
  changeAlarm(alarm: Alarm, from: AlarmState, by: ChangedBy | null): Promise<boolean>

  /** One false alarm a month, and no quiet hours, where nobody has said anything. */
  alertSettings(): Promise<AlertSettings>
  /** In the order they were made. */
  channels(): Promise<StoredChannel[]>
  /** All settings and channels as they are from now on. */
  saveAlertRules(rules: AlertSettings & { channels: StoredChannel[] }, by: ChangedBy): Promise<void>

  /** Adds those whose id is not there yet. */
  addDeliveries(deliveries: StoredDelivery[]): Promise<void>
  /** Those that wait and are due, the oldest first. */
  dueDeliveries(now: string, limit: number): Promise<StoredDelivery[]>
  /** Takes the place of the stored one; false where another has tried it meanwhile, which `attempts` tells. */
  moveDelivery(delivery: StoredDelivery, attemptsBefore: number): Promise<boolean>
  deliveries(query: {
    before?: number | undefined
    limit: number
  }): Promise<{ sequence: number; delivery: AlertDelivery }[]>
  /**
   * When alarms were last looked through for each channel, so that none is told twice or never: the last sequence. A channel
   * begins with the last one that there was when it was made, or when it went on after a rest.
   */
  toldUpTo(channel: string): Promise<number>
  /** How far it was told, and what it is told, as `addDeliveries` does; both or neither. Nothing where it is gone. */
  tell(channel: string, upTo: number, deliveries: StoredDelivery[]): Promise<void>
}
