// Times as the tables hold them and are asked for them: from a start to an end, in nanoseconds of rows and minutes of runs.

import { type PredictionRow, TRACE_GAP_NS_MAX, type TraceRow } from '../stored.ts'
import { millisecondsOf, storedTime } from './identity.ts'

const MINUTE_MS = 60_000
const GAP_MINUTES_MAX = Number(TRACE_GAP_NS_MAX / 60_000_000_000n)
/** A run of live traffic has one; an import or a wrong clock makes more of them, and past the bound they grow. */
const PARTS_MAX = 16
/** More nanoseconds than SQLite counts. */
const DURATION_NS_MAX = 2 ** 63

export interface Time {
  fromNs: bigint
  toNs: bigint
}

export interface Minutes {
  first: number
  last: number
}

export function timeOfPrediction({ facts, startedNs }: PredictionRow): Time {
  const lasted = Math.round(Math.min((facts.durationMs ?? 0) * 1_000_000, DURATION_NS_MAX))
  return { fromNs: startedNs, toNs: lasted > 0 ? startedNs + BigInt(lasted) : startedNs }
}

export function timeOfTraceRow({ startedNs, endedNs }: Pick<TraceRow, 'startedNs' | 'endedNs'>): Time {
  return { fromNs: startedNs, toNs: endedNs > startedNs ? endedNs : startedNs }
}

export function minutesOf({ fromNs, toNs }: Time): Minutes {
  return { first: minuteOf(fromNs), last: minuteOf(toNs) }
}

function minuteOf(ns: bigint): number {
  return Math.floor(millisecondsOf(ns) / MINUTE_MS)
}

/** False: rows of these times are further apart than a trace goes. */
export function areNear(left: Minutes, right: Minutes): boolean {
  return left.first <= right.last + GAP_MINUTES_MAX && left.last >= right.first - GAP_MINUTES_MAX
}

/** Takes minutes into the parts of a run; which of them changed, or null where they were in one already. */
export function widen(parts: Minutes[], minutes: Minutes): { index: number; part: Minutes } | null {
  if (parts.some(({ first, last }) => first <= minutes.first && last >= minutes.last)) return null
  let index = parts.findIndex((part) => areNear(part, minutes))
  if (index === -1) index = Math.min(parts.length, PARTS_MAX - 1)
  const { first, last } = parts[index] ?? minutes
  const part = { first: Math.min(first, minutes.first), last: Math.max(last, minutes.last) }
  parts[index] = part
  return { index, part }
}

export type Moments = {
  from: bigint
  to: bigint
  firstMinute: number
  lastMinute: number
}

/** What `runsAround` and `isNear` compare with. */
export function momentsAround({ fromNs, toNs }: Time): Moments {
  const [from, to] = [storedTime(fromNs - TRACE_GAP_NS_MAX), storedTime(toNs + TRACE_GAP_NS_MAX)]
  return { from, to, firstMinute: minuteOf(from), lastMinute: minuteOf(to) }
}

/** Whether a row comes within the gap of the time asked for. The plus keeps SQLite from an index over times. */
export const IS_NEAR = {
  prediction: `+started <= @to AND started + CAST(round(max(ifnull(duration_ms, 0), 0) * 1000000) AS integer) >= @from`,
  trace_row: `+started <= @to AND max(started, ended) >= @from`,
}
