// How much there may be of one thing in an hour: so many at once, and then one after the other at the same rate (the
// generic cell rate algorithm of ITU-T I.371). Kept in a fixed number of places, so that memory has a bound whoever comes.

import { createPlaceOf } from './place-of.ts'

export interface HourlyLimit {
  /** How long it is until so many more of it fit; 0 where they fit now. It counts nothing. */
  waitMs: (name: string, count: number, nowMs: number) => number
  take: (name: string, count: number, nowMs: number) => void
}

export const HOUR_MS: number = 60 * 60 * 1000

/** Of 8 bytes each. What shares a place shares its limit: of 20,000 in an hour one in four has company. */
const PLACES = 65_536

export function createHourlyLimit(perHourMax: number): HourlyLimit {
  const eachMs = HOUR_MS / perHourMax
  /** For each place when it is as good as untouched again. */
  const free = new Float64Array(PLACES)
  const placeOf = createPlaceOf(PLACES)

  function freeAfter(name: string, count: number, nowMs: number): number {
    // A clock that was set back keeps nobody waiting longer than what is full would.
    const since = Math.min(free[placeOf(name)] ?? 0, nowMs + HOUR_MS)
    return Math.max(since, nowMs) + count * eachMs
  }

  return {
    // In whole milliseconds, since parts of one do not add up exactly.
    waitMs: (name, count, nowMs) => Math.max(Math.round(freeAfter(name, count, nowMs) - HOUR_MS - nowMs), 0),
    take: (name, count, nowMs) => {
      free[placeOf(name)] = freeAfter(name, count, nowMs)
    },
  }
}
