// An incident: a signal of a task that changed by more than its tolerance, from alarm to close.

import type { SignalAspect, SignalGroup } from './drift-signal.ts'

export const ALARM_STATES = ['open', 'acknowledged', 'closed'] as const
export type AlarmState = (typeof ALARM_STATES)[number]

/**
 * How it was closed. fixed: the time of the incident is in no reference; expected: what came since it began is what is
 * normal from now on; false_alarm: nothing had changed.
 */
export const ALARM_OUTCOMES = ['fixed', 'expected', 'false_alarm'] as const
export type AlarmOutcome = (typeof ALARM_OUTCOMES)[number]

/** recovered: the signal is proven stable again, and the incident still open. */
export const ALARM_EVENTS = ['opened', 'acknowledged', 'recovered', 'closed'] as const
export type AlarmEventKind = (typeof ALARM_EVENTS)[number]

export interface AlarmEvent {
  kind: AlarmEventKind
  at: string
  /** Who did it: the id of a key, or null where the collector did. */
  by: string | null
  note: string | null
}

/** One incident, as `GET /api/alarms` lists it. */
export interface Alarm {
  id: string
  task: string
  signal: string
  aspect: SignalAspect
  group: SignalGroup
  state: AlarmState
  openedAt: string
  /** When the change itself most likely happened. */
  beganAt: { from: string; to: string } | null
  /** What changed, in one sentence. */
  summary: string
  /** What was seen and what is fine, in parts of one. */
  share: { name: string; seen: number; fine: number } | null
  acknowledgedBy: string | null
  closedAt: string | null
  outcome: AlarmOutcome | null
  /** The oldest first. */
  events: AlarmEvent[]
}

/** `GET /api/alarms`: the newest first. */
export interface AlarmPage {
  alarms: Alarm[]
  nextCursor: string | null
  /** Of the last 90 days, by how they were closed; `open` are those that are not. */
  counts: { [outcome in AlarmOutcome | 'open']: number }
}

/** `POST /api/alarms/{id}/acknowledge`. */
export interface AlarmAcknowledgement {
  note?: string | undefined
}

/** `POST /api/alarms/{id}/close`. */
export interface AlarmClosing {
  outcome: AlarmOutcome
  note?: string | undefined
}
