// When an hour is over, so that guards go on past it, and when one that is not may be looked at already.

import type { Watch, WatchedSignal } from '../../store/state-watch.ts'
import { shareComeMs } from '../../sketches/minutes.ts'
import { DAY_MS, HOUR_MS, startOfHour } from '../hours.ts'
import { isRatedLater, ratedWithinMs } from '../reading/rated-until.ts'

/**
 * Which hours: those predictions began in, those that what is said of them was heard in, or those they began in once most of
 * them that ever are rated have been.
 */
export type HoursBy = 'hour' | 'heard' | 'rated'

/** An hour is over no sooner after its end, for what is just being counted, and no later than some days, whatever comes. */
const LATE_MS_MIN = 15 * 60_000
const LATE_MS_MAX: number = 3 * DAY_MS

/**
 * What people say counts by the hour of what they speak of, once nearly all of it has come: early words may be others than
 * late ones, and how many of which are heard in an hour follows the traffic. Truth may come after weeks, so it counts in the
 * order in which it was learned.
 */
export function hoursBy({ group }: Pick<WatchedSignal, 'group'>): HoursBy {
  if (isRatedLater({ group })) return 'rated'
  return group === 'quality' ? 'heard' : 'hour'
}

/** Which cells they are counted in. */
export function cellsOf(by: HoursBy): 'hour' | 'heard' {
  return by === 'heard' ? 'heard' : 'hour'
}

/** Where people take longer than this to say anything, nobody stands guard over what they say. */
export function isRatedInTime({ delays }: Pick<Watch, 'delays'>): boolean {
  return ratedWithinMs(delays) <= LATE_MS_MAX
}

type Paces = Pick<Watch, 'lateness' | 'delays'>

/** Hours that begin before this are over by the clock: 99 % of what comes late has come. What is heard never comes late. */
export function overByClockMs(by: HoursBy, { lateness, delays }: Paces, nowMs: number): number {
  const comeMs = shareComeMs(lateness, 0.99) ?? 0
  const usualMs = by === 'heard' ? 0 : by === 'rated' ? Math.max(comeMs, ratedWithinMs(delays)) : comeMs
  return startOfHour(nowMs - Math.min(LATE_MS_MAX, Math.max(LATE_MS_MIN, usualMs)))
}

/** Nor is one over before something of a later one is counted: nothing is lost where counting is behind. It is looked at meanwhile. */
export function overBeforeMs(by: HoursBy, watch: Paces & Pick<Watch, 'lastMs'>, nowMs: number): number {
  const byClockMs = overByClockMs(by, watch, nowMs)
  return by === 'heard' ? byClockMs : Math.min(byClockMs, startOfHour(watch.lastMs))
}

/**
 * From when an hour that is not over is looked at: when hardly more than a twentieth of what began in it so far can be still to
 * come. What comes late may be otherwise than what comes at once, but so little of it moves a share by less than is fine.
 */
export function lookedAtFromMs(by: HoursBy, { lateness, delays }: Paces, startMs: number): number {
  if (by === 'heard') return startMs
  if (by === 'rated') return startMs + HOUR_MS + ratedWithinMs(delays)
  const mostMs = shareComeMs(lateness, 0.99) ?? 0
  return startMs + Math.min(20 * mostMs, HOUR_MS + mostMs)
}
