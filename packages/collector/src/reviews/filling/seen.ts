// How many predictions each rule fitted, by the hour, and how many a day that is. What a queue has seen is all it knows
// of what will come: of the last day in which anything came, or of as much of it as was seen.

import type { Filling } from '../../store/state-reviews.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
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

/** How many of each rule in the last day, or in as much of it as was seen. Nothing where nothing was seen. */
export function countsOfDay(seen: Seen, nowMs: number): number[] {
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
  return counts
}

/**
 * Not all was counted: what was, the newest, says which part of all each rule fits, and the sums of the store how many
 * came in each hour.
 */
export function spreadSeen(
  seen: Seen,
  { byHour, counted }: { byHour: ReadonlyMap<number, number>; counted: number },
): Seen {
  const fitted: number[] = []
  for (const counts of Object.values(seen))
    for (const [rule, count] of counts.entries()) fitted[rule] = (fitted[rule] ?? 0) + count
  const hours = [...byHour].map(([startMs, came]): [string, number[]] => [
    new Date(startMs).toISOString(),
    fitted.map((count) => (count / counted) * came),
  ])
  return hours.length === 0 ? seen : Object.fromEntries(hours)
}
