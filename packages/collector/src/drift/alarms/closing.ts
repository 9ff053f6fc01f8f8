// When an hour is over, so that guards go on past it, and when one that is not may be looked at already.

import type { Watch, WatchedSignal } from '../../store/state-watch.ts'
import { shareComeMs } from '../../watch/minutes.ts'
import { DAY_MS, HOUR_MS, startOfHour } from '../hours.ts'

/** Which hours: those predictions began in, or those that what is said of them was heard in. */
export type HoursBy = 'hour' | 'heard'

/** An hour is over no sooner after its end, for what is just being counted, and no later than some days, whatever comes. */
const LATE_MS_MIN = 15 * 60_000
const LATE_MS_MAX: number = 3 * DAY_MS

/** Feedback counts in the order in which it was learned: what is said later of older predictions would never be looked at. */
export function hoursBy({ group }: Pick<WatchedSignal, 'group'>): HoursBy {
  return group === 'feedback' || group === 'quality' ? 'heard' : 'hour'
}

/** Hours that begin before this are over by the clock: 99 % of what comes late has come. What is heard never comes late. */
export function overByClockMs(by: HoursBy, { lateness }: Pick<Watch, 'lateness'>, nowMs: number): number {
  const usualMs = by === 'heard' ? 0 : (shareComeMs(lateness, 0.99) ?? 0)
  return startOfHour(nowMs - Math.min(LATE_MS_MAX, Math.max(LATE_MS_MIN, usualMs)))
}

/** Nor is one over before something of a later one is counted: nothing is lost where counting is behind. It is looked at meanwhile. */
export function overBeforeMs(by: HoursBy, watch: Pick<Watch, 'lateness' | 'lastMs'>, nowMs: number): number {
  const byClockMs = overByClockMs(by, watch, nowMs)
  return by === 'heard' ? byClockMs : Math.min(byClockMs, startOfHour(watch.lastMs))
}

/**
 * From when an hour that is not over is looked at: when hardly more than a tenth of what began in it so far can be still to
 * come. What comes late may be otherwise than what comes at once, but so little of it moves a share by less than is fine.
 */
export function lookedAtFromMs(by: HoursBy, { lateness }: Pick<Watch, 'lateness'>, startMs: number): number {
  if (by === 'heard') return startMs
  const mostMs = shareComeMs(lateness, 0.9) ?? 0
  return startMs + Math.min(10 * mostMs, HOUR_MS + mostMs)
}
