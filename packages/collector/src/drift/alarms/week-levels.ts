// How finely hours of the week are told apart for one share: only where that says more than it costs.

import { DAY_MS, dayOfWeek, HOUR_MS, hourOfWeek } from '../hours.ts'
import { type Cluster, clusteringOf } from '../reading/clustering.ts'

/** One hour: how many rows, how many of them count. */
export interface ShareHour {
  readonly startMs: number
  readonly n: number
  readonly k: number
}

export interface WeekLevel {
  bins: number
  binAt: (startMs: number) => number
  /** Which days are alike. */
  dayAt: (startMs: number) => number
}

/** A level, and what is in each of its bins. */
export interface FittedLevel {
  level: WeekLevel
  bins: readonly { n: number; k: number }[]
}

/** A bin with fewer rows says too little by itself. */
export const ROWS_OF_BIN_MIN = 50
/** Of all rows, so many must be in bins that say enough, or the level is none. */
const COVERED = 0.9

/** Saturday and Sunday; 1970 began with a Thursday. */
const WEEKEND: readonly number[] = [2, 3]

export const ALL_HOURS: WeekLevel = { bins: 1, binAt: () => 0, dayAt: () => 0 }
/** The coarsest first. */
const LEVELS: readonly WeekLevel[] = [
  ALL_HOURS,
  { bins: 24, binAt: hourOfDay, dayAt: () => 0 },
  {
    bins: 48,
    binAt: (startMs) => hourOfDay(startMs) + 24 * weekendOf(startMs),
    dayAt: weekendOf,
  },
  { bins: 168, binAt: hourOfWeek, dayAt: dayOfWeek },
]

/**
 * The level with the least of what Akaike's criterion for overdispersed counts weighs: −2 log L / φ + 2 · bins, with φ the
 * dispersion that the finest level leaves. Twenty-four or 168 bounds for a share that is the same at any hour would be wide
 * for nothing, and with them nothing would be found; one bound for a share with a rhythm would be broken every day.
 * K. P. Burnham and D. R. Anderson, "Model Selection and Multimodel Inference" (2002), 2.5 (QAIC).
 */
export function fitLevel(hours: readonly ShareHour[]): FittedLevel {
  const fits = LEVELS.map((level) => fitTo(hours, level)).filter(isCovered)
  const dispersion = hourDependence(hours, fits.at(-1)?.level ?? ALL_HOURS)
  const costs = fits.map(({ bins }) => {
    const misfit = bins.reduce((sum, { n, k }) => sum - 2 * logLikelihood(k, n), 0)
    return misfit / dispersion + 2 * bins.length
  })
  return fits[costs.indexOf(Math.min(...costs))] ?? fitAll(hours)
}

/** All hours alike. */
export function fitAll(hours: readonly ShareHour[]): FittedLevel {
  return fitTo(hours, ALL_HOURS)
}

/** How many rows of an hour or of a day count as one, whichever is more, beyond what the level says of them. */
export function dependenceOf(hours: readonly ShareHour[], level: WeekLevel): number {
  const days = Map.groupBy(hours, ({ startMs }) => Math.floor(startMs / DAY_MS) * DAY_MS)
  const ofDays = [...days].map(([startMs, some]): Cluster => ({ slot: level.dayAt(startMs), counts: countsOf(some) }))
  return Math.max(hourDependence(hours, level), clusteringOf(ofDays, SCORES).dependence)
}

function hourDependence(hours: readonly ShareHour[], level: WeekLevel): number {
  const clusters = hours.map((hour): Cluster => ({ slot: level.binAt(hour.startMs), counts: countsOf([hour]) }))
  return clusteringOf(clusters, SCORES).dependence
}

/** Those that count, and the others. */
function countsOf(hours: readonly ShareHour[]): number[] {
  const n = hours.reduce((sum, hour) => sum + hour.n, 0)
  const k = hours.reduce((sum, hour) => sum + hour.k, 0)
  return [k, n - k]
}

const SCORES: readonly number[] = [1, 0]

function fitTo(hours: readonly ShareHour[], level: WeekLevel): FittedLevel {
  const bins = Array.from({ length: level.bins }, () => ({ n: 0, k: 0 }))
  for (const { startMs, n, k } of hours) {
    const bin = bins[level.binAt(startMs)]
    if (bin === undefined) continue
    bin.n += n
    bin.k += k
  }
  return { level, bins }
}

function isCovered({ level, bins }: FittedLevel): boolean {
  if (level.bins === 1) return true
  const rows = bins.reduce((sum, { n }) => sum + n, 0)
  const covered = bins.reduce((sum, { n }) => sum + (n >= ROWS_OF_BIN_MIN ? n : 0), 0)
  return covered >= COVERED * rows
}

/** Of a binomial at the share that was seen. */
function logLikelihood(k: number, n: number): number {
  return (k === 0 ? 0 : k * Math.log(k / n)) + (k === n ? 0 : (n - k) * Math.log1p(-k / n))
}

function weekendOf(startMs: number): number {
  return WEEKEND.includes(dayOfWeek(startMs)) ? 1 : 0
}

function hourOfDay(startMs: number): number {
  return ((Math.floor(startMs / HOUR_MS) % 24) + 24) % 24
}
