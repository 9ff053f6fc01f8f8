// From when to when figures are asked for, where not all of it is said.

import type { TimeQuery } from '@trimtab/contract'

/** The whole day after it would begin in a year that sorts before all others. */
const LATEST_MS = Date.UTC(9999, 11, 31)

/** So long before the end where no beginning is said; up to now where no end is. */
export function askedTime(
  { from, to }: Pick<TimeQuery, 'from' | 'to'>,
  { nowMs, spanMs }: { nowMs: number; spanMs: number },
): { fromMs: number; toMs: number } {
  const fromMs = from === undefined ? null : Date.parse(from)
  const toMs = to === undefined ? (fromMs === null ? nowMs : Math.max(nowMs, fromMs)) : Date.parse(to)
  return {
    fromMs: Math.min(fromMs ?? Math.max(0, toMs - spanMs), LATEST_MS),
    toMs: Math.min(toMs, LATEST_MS),
  }
}
