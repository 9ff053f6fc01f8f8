// How many more rows would decide what is not decided.

import { normalUpperQuantile } from '../../statistics/distributions/normal.ts'
import { type Change, type Measured, ROWS_MIN } from './change.ts'

/** More than this is never. */
const ROWS_MAX = 1e9
/** Nobody has a reference so many times as large. */
const REFERENCE_TIMES_MAX = 100

/** To leave `no_data`; null where rows of the current window are not what is wanting. */
export function rowsToMeasure({ reference, current, reason }: Change): number | null {
  if (reason !== null || reference.rows < ROWS_MIN || current.rows >= ROWS_MIN) return null
  return Math.ceil(ROWS_MIN - current.rows)
}

/**
 * Arms of an interval shrink as √(1/n + 1/m) with n and m the rows of both sides, but for the part that bins cannot tell. So
 * that they shrink to a part f, the current window must have
 *
 *   1 / ( f² (1/n + 1/m) − 1/n )
 *
 * rows. As many as that are more than it has, if what was seen stays as it is; null where the reference is too small for any.
 */
export function rowsToDecide(change: Change, measured: Measured, qValue: number): number | null {
  const { reference, current } = change
  const enough = noiseToDecide(change, measured, qValue)
  if (enough === null) return null
  const left = enough - 1 / reference.effective
  if (left <= 0) return null
  const rows = (1 / left - current.effective) * (current.rows / current.effective)
  return rows < ROWS_MAX ? Math.max(1, Math.ceil(rows)) : null
}

/** How many rows of reference would do, and whether as many are wanting of the current window. */
export interface ReferenceNeeded {
  rows: number
  isOfBoth: boolean
}

/**
 * The same of the reference, where it is what is wanting: 1 / ( f² (1/n + 1/m) − 1/m ) rows, or as many on both sides,
 * 2 / ( f² (1/n + 1/m) ), where that is more than there are now. Null where no number that can be had would do: it is on the
 * edge of the tolerance.
 */
export function referenceToDecide(change: Change, measured: Measured, qValue: number): ReferenceNeeded | null {
  const { reference, current } = change
  const enough = noiseToDecide(change, measured, qValue)
  if (enough === null) return null
  const isOfBoth = current.effective < 2 / enough
  const effective = isOfBoth ? 2 / enough : 1 / (enough - 1 / current.effective)
  const rows = Math.ceil(effective * (reference.rows / reference.effective))
  return rows <= REFERENCE_TIMES_MAX * reference.rows ? { rows, isOfBoth } : null
}

/** What 1/n + 1/m must shrink to; null where that is nothing. */
function noiseToDecide({ reference, current, tolerance }: Change, measured: Measured, qValue: number): number | null {
  const shrunk = Math.min(intervalPart(measured, tolerance), falsePart(measured.pValue, qValue))
  if (shrunk <= 0 || reference.effective <= 0 || current.effective <= 0) return null
  return shrunk ** 2 * (1 / reference.effective + 1 / current.effective)
}

/** To which part arms must shrink so that all of the interval is on one side; at most 1. */
function intervalPart({ effect: { estimate, low, high }, fixed }: Measured, tolerance: number): number {
  const part = (room: number, arm: number): number => (room <= 0 ? 0 : room / Math.max(arm - fixed, room))
  if (Math.abs(estimate) <= tolerance)
    return Math.min(
      part(tolerance - estimate - fixed, high - estimate),
      part(tolerance + estimate - fixed, estimate - low),
    )
  return part(Math.abs(estimate) - tolerance - fixed, estimate > 0 ? estimate - low : high - estimate)
}

/** The same so that it is surprising enough among all others: it is so many deviations off, which grow as arms shrink. */
function falsePart(pValue: number, qValue: number): number {
  if (qValue <= 0.05 || pValue >= 0.5) return 1
  return normalUpperQuantile(pValue) / normalUpperQuantile((pValue * 0.05) / qValue)
}
