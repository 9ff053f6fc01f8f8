// Hours, days and weeks in UTC, as cells begin with them: two times are of one kind of hour where a week lies between them.

export const HOUR_MS = 3_600_000
export const DAY_MS: number = 24 * HOUR_MS
export const WEEK_MS: number = 7 * DAY_MS

/** [from, to) */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** Of 168, counted from the one that 1970 began with. */
export function hourOfWeek(ms: number): number {
  return modulo(Math.floor(ms / HOUR_MS), 168)
}

export function dayOfWeek(ms: number): number {
  return modulo(Math.floor(ms / DAY_MS), 7)
}

export function startOfHour(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS
}

export function endOfHour(ms: number): number {
  return Math.ceil(ms / HOUR_MS) * HOUR_MS
}

/** What is left of stretches where nothing of `hole` may be. */
export function cutOut(stretches: readonly Stretch[], hole: Stretch): Stretch[] {
  if (hole.toMs <= hole.fromMs) return [...stretches]
  return stretches.flatMap(({ fromMs, toMs }) =>
    [
      { fromMs, toMs: Math.min(toMs, hole.fromMs) },
      { fromMs: Math.max(fromMs, hole.toMs), toMs },
    ].filter((part) => part.fromMs < part.toMs),
  )
}

/** What both have. Empty ones are left out. */
export function overlaps(stretches: readonly Stretch[], other: Stretch): Stretch[] {
  return stretches
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, other.fromMs), toMs: Math.min(toMs, other.toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
}

/** The last part of stretches, so long in all. */
export function lastOf(stretches: readonly Stretch[], lengthMs: number): Stretch[] {
  const last: Stretch[] = []
  let missingMs = lengthMs
  for (const { fromMs, toMs } of stretches.toReversed()) {
    if (missingMs <= 0) break
    last.unshift({ fromMs: Math.max(fromMs, toMs - missingMs), toMs })
    missingMs -= toMs - fromMs
  }
  return last
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
