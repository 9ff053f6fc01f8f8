// How many predictions each rule fitted, by the hour, and how many a day that is. What a queue has seen is all it knows of
// what will come: of the last day in which anything came, or of as much of it as was seen.

import type { Filling } from '../store/state-reviews.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Less of an hour says nothing of the rest of it. */
const PART_MS_MIN = 1_000
/** Hours in which anything came. */
const HOURS_MAX = 48

type Seen = Filling['seen']

/** Of as many rules as there are, those at these places fitted a prediction of this time. */
export function countSeen(
  seen: Seen,
  { atMs, fitted, rules }: { atMs: number; fitted: number[]; rules: number },
): void {
  const hour = new Date(Math.floor(atMs / HOUR_MS) * HOUR_MS).toISOString()
  const counts = (seen[hour] ??= Array.from({ length: rules }, () => 0))
  for (const rule of fitted) counts[rule] = (counts[rule] ?? 0) + 1
  const hours = Object.keys(seen)
  if (hours.length <= HOURS_MAX) return
  const [oldest] = hours.toSorted()
  if (oldest !== undefined) delete seen[oldest]
}

/** How many of each rule, and over how long: less than an hour counts as one, because a burst says nothing of a day. */
function lastDay(seen: Seen, nowMs: number): { counts: number[]; ms: number } {
  const hours = Object.keys(seen).map((hour) => Date.parse(hour))
  const [first, last] = [Math.min(...hours), Math.max(...hours)]
  // Of what was stored long ago the day ended when the last of it came.
  const endMs = nowMs > last ? Math.min(nowMs, last + HOUR_MS) : last + HOUR_MS
  // Hours are counted as a whole.
  const fromMs = Math.max(first, Math.ceil((endMs - DAY_MS) / HOUR_MS) * HOUR_MS)
  const counts: number[] = []
  for (const [hour, ofHour] of Object.entries(seen)) {
    if (Date.parse(hour) < fromMs) continue
    for (const [rule, count] of ofHour.entries()) counts[rule] = (counts[rule] ?? 0) + count
  }
  return { counts, ms: Math.max(HOUR_MS, endMs - fromMs) }
}

/** Nothing where nothing was seen. */
export function countsOfDay(seen: Seen, nowMs: number): number[] {
  return lastDay(seen, nowMs).counts
}

export function perDayOf(seen: Seen, nowMs: number): number[] {
  const { counts, ms } = lastDay(seen, nowMs)
  return counts.map((count) => (count * DAY_MS) / ms)
}

/**
 * Counting from now back ended within an hour: what was seen of that hour stands for all of it, so that a part of an hour
 * is not taken for an hour.
 */
export function completeHour(seen: Seen, { oldestMs, nowMs }: { oldestMs: number; nowMs: number }): void {
  const startMs = Math.floor(oldestMs / HOUR_MS) * HOUR_MS
  const hour = new Date(startMs).toISOString()
  const endMs = nowMs > oldestMs ? Math.min(nowMs, startMs + HOUR_MS) : startMs + HOUR_MS
  const part = Math.max(PART_MS_MIN, endMs - oldestMs) / HOUR_MS
  const counts = seen[hour]
  if (counts !== undefined) seen[hour] = counts.map((count) => Math.round(count / part))
}
