// From when to when the drift verb looks: the last hours or days, or from one time to another.

import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import { InvalidArgumentError } from 'commander'
import { DAY_MS, endOfHour } from '../drift/hours.ts'
import { sinceIn } from '../drift/since.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

export const SINCE_DEFAULT = '24h'

interface WindowOptions {
  sinceMs?: number | undefined
  fromMs?: number | undefined
  toMs?: number | undefined
}

/** `24h`, `7d`, `2w`, in milliseconds. */
export function parseSince(text: string): number {
  const ms = sinceIn(text)
  if (ms !== null) return ms
  throw new InvalidArgumentError(`It must be hours, days or weeks, such as 24h, 7d or 2w; at most ${DRIFT_DAYS_MAX}d.`)
}

/** A day, which is its first moment in UTC, or a time with a zone. */
export function parseTime(text: string): number {
  const ms = DAY.test(text) || TIME.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(ms) && ms >= 0) return ms
  throw new InvalidArgumentError('It must be a day or a time with a zone, such as 2026-11-20 or 2026-11-20T06:00:00Z.')
}

/** In whole hours, the one that is not over yet among them. What of it makes no sense together, in a sentence. */
export function windowOf(
  { sinceMs, fromMs, toMs }: WindowOptions,
  nowMs: number,
): { fromMs: number; toMs: number } | string {
  if (sinceMs !== undefined && fromMs !== undefined) return 'Say --since or --from, and not both.'
  const endMs = endOfHour(toMs ?? nowMs)
  const beginMs = fromMs ?? endMs - (sinceMs ?? parseSince(SINCE_DEFAULT))
  if (beginMs >= endMs) return 'The time to look at ends before it begins.'
  if (endMs - beginMs > DRIFT_DAYS_MAX * DAY_MS) return `The time to look at is longer than ${DRIFT_DAYS_MAX} days.`
  return { fromMs: beginMs, toMs: endMs }
}
