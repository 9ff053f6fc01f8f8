// The whole hours or days that figures are of: cells are counted by them, so a time is rounded outwards to them.

import { SERIES_POINTS_MAX, type SeriesStep } from '@trimtab/contract'
import { CELL_MS } from '../store/rows-folding.ts'

export interface Bounds {
  fromMs: number
  toMs: number
}

export function wholeSteps(step: SeriesStep, { fromMs, toMs }: Bounds): Bounds {
  const stepMs = CELL_MS[step]
  return { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs }
}

/** More steps than a series has. */
export function isTooLong({ fromMs, toMs }: Bounds, step: SeriesStep): boolean {
  return (toMs - fromMs) / CELL_MS[step] > SERIES_POINTS_MAX
}

/** Hours where there are not too many, else days. */
export function fittingStep(bounds: Bounds): SeriesStep {
  return isTooLong(wholeSteps('hour', bounds), 'hour') ? 'day' : 'hour'
}
