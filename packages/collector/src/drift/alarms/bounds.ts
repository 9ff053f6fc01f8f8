// The highest value of each guarded share that is still fine, as the reference has it, hour by hour of the week where that
// matters. All of it is known before the first row that it is held against, which is what the promise on false alarms asks.
//
// Why traffic with a rhythm stays silent: a share that is higher every Monday at nine has a bound of its own there, where
// the reference has enough rows to say so. What rhythm is left, because there are too few, makes hours and days of the
// reference differ by more than chance; then so many rows count as one, in the bound and in every bet.

import type { WatchedSignal } from '../../store/state-watch.ts'
import { clopperPearsonUpper } from '../../statistics/proportions/clopper-pearson.ts'
import { toleranceOf } from '../decisions/tolerances.ts'
import type { Timed } from '../reading/timed.ts'
import type { GuardedAspect, GuardedShare } from './lookouts.ts'
import { dependenceOf, fitAll, fitLevel, ROWS_OF_BIN_MIN, type ShareHour, type WeekLevel } from './week-levels.ts'

export interface ShareBound {
  /** The share itself in the reference; of what is unseen, as the last part of it saw it. */
  was?: number | undefined
  /** At least 1: how many rows count as one in an hour with as many rows as those of the reference. */
  dependence: number
  /** So many rows an hour of the reference has, of those with any. */
  rowsOfHour: number
  level: WeekLevel
  /** By bin of the level. */
  highest: Float64Array
}

/** That the true share of the reference is below its end, in so many of 100. */
const CONFIDENCE = 0.995
/** Of a share that may be as high as this nothing can be said. */
const BOUND_MAX = 0.999

/**
 * What one in the unit of a signal's effect is of a share. One category of many counts toward what moved in all as much as it
 * rose itself, so an alarm means that more than the tolerance moved. A tenth of a spread takes about a twentieth of the rows
 * across a point, and of clusters it is as little.
 */
const SHARE_PER_UNIT: { readonly [kind in WatchedSignal['kind']]: number } = { number: 0.5, category: 1, vector: 0.5 }

/** By how much a share may rise above the reference, in parts of one. */
export function fineOf(
  { of }: Pick<GuardedShare, 'of'>,
  signal: WatchedSignal,
  aspect: GuardedAspect,
  said: { readonly [signal: string]: number },
): number {
  const told = of.is === 'unseen' ? 'unseen' : aspect
  const tolerance = toleranceOf(signal, told, of.is === 'rate', said)
  return told === 'values' ? tolerance * SHARE_PER_UNIT[signal.kind] : tolerance
}

/** What bounds are worked out of: hours of the reference, in order. */
export interface BoundHours {
  hours: readonly Timed[]
  /** Others that tell how much rows hang together. */
  hanging: readonly Timed[]
  isMatched: boolean
}

export function boundOf(share: GuardedShare, { hours, hanging, isMatched }: BoundHours, fine: number): ShareBound {
  const { fromMs, telling } = share.trial ?? { fromMs: -Infinity, telling: share.telling }
  const told = toldIn(
    hours.filter(({ startMs }) => startMs >= fromMs),
    telling,
  )
  const { level, bins } = isMatched && share.trial === null ? fitLevel(told) : fitAll(told)
  const dependence = Math.max(dependenceOf(told, level), dependenceOf(toldIn(hanging, telling), level))
  const highest = Float64Array.from(bins, ({ n, k }) =>
    level.bins > 1 && n < ROWS_OF_BIN_MIN ? 0 : clopperPearsonUpper(k / dependence, n / dependence, CONFIDENCE) + fine,
  )
  // Where hardly anything is known of an hour, what is fine in any hour is fine.
  const most = highest.reduce((left, right) => Math.max(left, right), 0)
  const rowsOfHour = told.reduce((sum, { n }) => sum + n, 0) / Math.max(1, told.length)
  return {
    was: shareIn(told),
    dependence,
    rowsOfHour,
    level,
    highest: highest.map((bound) => (bound === 0 ? most : bound)),
  }
}

function shareIn(told: readonly ShareHour[]): number | undefined {
  const rows = told.reduce((sum, { n }) => sum + n, 0)
  return rows > 0 ? told.reduce((sum, { k }) => sum + k, 0) / rows : undefined
}

function toldIn(hours: readonly Timed[], telling: GuardedShare['telling']): ShareHour[] {
  return hours.map((hour) => ({ startMs: hour.startMs, ...telling(hour) })).filter(({ n }) => n > 0)
}

/** Null: any share is fine in this hour. */
export function boundAt({ level, highest }: ShareBound, startMs: number): number | null {
  const bound = highest[level.binAt(startMs)] ?? 1
  return bound > BOUND_MAX ? null : bound
}
