// From which time of the day to which nobody is told, in the time zone of whoever is told.

import type { QuietHours } from '@trimtab/contract/drift'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** When the quiet that is now ends; null where it is not quiet. Where clocks are set back or forward it may be an hour off. */
export function quietUntil(quiet: QuietHours | null, nowMs: number): number | null {
  if (quiet === null) return null
  const now = minutesOfDay(nowMs, quiet.timeZone)
  const [from, to] = [minutesIn(quiet.from), minutesIn(quiet.to)]
  const sinceFrom = (now - from + DAY_MINUTES) % DAY_MINUTES
  const length = (to - from + DAY_MINUTES) % DAY_MINUTES
  if (sinceFrom >= length) return null
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + (length - sinceFrom) * MINUTE_MS
}

/** Midnight is 0. */
export function minutesOfDay(atMs: number, timeZone: string): number {
  return minutesIn(
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs),
  )
}

/** `2026-11-22` */
export function dateOf(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(atMs)
}

function minutesIn(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
