// Where the middle of numbers is and how far they lie around it, learned from the first of them: it lays out the bins of
// all that come later.

import type { Grid } from './grid.ts'

/** The quartiles of a normal spread lie so many of its deviations apart. */
const DEVIATIONS_BETWEEN_QUARTILES = 1.349
/** Whole numbers of so few kinds are told apart. */
const KINDS_MAX = 16
/** A bin at the centre is then half as wide as the smallest step between two of them. */
const SPREADS_PER_STEP = 25
/** A spread that rounding alone would make is none, and one beyond all numbers is none either. */
const ROUNDING = 1e-9
const SPREAD_MAX = 1e300

/**
 * The median, and as a spread what the quartiles would be of a normal one; where those are the same the deviation; where
 * all are the same a hundredth of them, and 1 for zeros. Neither centre nor, but for the last two, spread is moved by a few
 * that are far out. All values are finite; of none it is a grid of small numbers.
 */
export function scaleOf(values: readonly number[]): Grid {
  const sorted = values.toSorted((left, right) => left - right)
  const centre = quantileAt(sorted, 0.5)
  const spread = Math.min(spreadOf(sorted, centre), SPREAD_MAX)
  const kinds = [...new Set(sorted)]
  if (kinds.length > KINDS_MAX || kinds.length < 2 || !kinds.every((value) => Number.isSafeInteger(value)))
    return { centre, spread }
  const steps = kinds.slice(1).map((value, place) => value - (kinds[place] ?? 0))
  return { centre, spread: Math.min(spread, SPREADS_PER_STEP * Math.min(...steps)) }
}

function spreadOf(sorted: readonly number[], centre: number): number {
  const quartiles = (quantileAt(sorted, 0.75) - quantileAt(sorted, 0.25)) / DEVIATIONS_BETWEEN_QUARTILES
  const nothing = Math.abs(centre) * ROUNDING
  if (quartiles > nothing) return quartiles
  const deviation = deviationOf(sorted)
  if (deviation > nothing) return deviation
  return Math.abs(centre) / 100 || 1
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  return Math.hypot(...values.map((value) => value - mean)) / Math.sqrt(values.length)
}

/** Between two it is as far along as the rank is. */
function quantileAt(sorted: readonly number[], share: number): number {
  const rank = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0]
  const along = rank - Math.floor(rank)
  return below * (1 - along) + above * along
}
