// What the drift engine says of one signal, with the evidence: an interval against a tolerance.

export const DRIFT_STATES = ['no_data', 'stable', 'drift', 'unclear'] as const
export type DriftState = (typeof DRIFT_STATES)[number]

export interface SignalReport {
  task: string
  signal: string
  state: DriftState
  /** The change against the reference in the signal's own unit, with its 95 % interval; null without data. */
  effect: { estimate: number; low: number; high: number; unit: string } | null
  /** How large a change is still fine. */
  tolerance: number
  reference: { n: number; from: string; to: string }
  current: { n: number; from: string; to: string }
  /** The method and its p value, in a verdict only. */
  test: { method: string; pValue: number } | null
  /** For `no_data` and `unclear`: how many more rows would decide. */
  rowsNeeded: number | null
}

/** `GET /api/drift`. */
export interface DriftReport {
  from: string
  to: string
  signals: SignalReport[]
}

export const ALARM_STATES = ['open', 'acknowledged', 'closed'] as const
export type AlarmState = (typeof ALARM_STATES)[number]

/** One incident, as `GET /api/alarms` lists it. */
export interface Alarm {
  id: string
  task: string
  signal: string
  state: AlarmState
  openedAt: string
  /** When the change itself most likely happened. */
  beganAt: { from: string; to: string } | null
  acknowledgedBy: string | null
  closedAt: string | null
}
