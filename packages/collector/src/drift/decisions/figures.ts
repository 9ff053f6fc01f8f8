// What a signal typically is: a median, or a share, each with its interval.

import type { SignalFigure } from '@trimtab/contract/drift'
import { type Grid, middleOf, startOf } from '../../sketches/grid.ts'
import { Z_95 } from '../../statistics/interval.ts'
import { wilsonInterval } from '../../statistics/wilson-interval.ts'
import type { Sample } from '../compared.ts'
import { binAtShare } from './positions.ts'

/**
 * The interval is between the rows at the ranks ½ ± 1.96·½/√n (order statistics: how many rows lie below the median is
 * binomial), from the beginning of the bin of the one to the end of that of the other. Null of no rows.
 */
export function medianOf(grid: Grid, { bins, effective }: Sample): SignalFigure | null {
  const sorted = [...bins].filter(([, count]) => count > 0).toSorted(([left], [right]) => left - right)
  if (sorted.length === 0 || effective <= 0) return null
  const arm = Z_95 / 2 / Math.sqrt(effective)
  const [low, high] = [binAtShare(sorted, 0.5 - arm), binAtShare(sorted, 0.5 + arm)]
  return {
    name: 'median',
    value: finite(middleOf(grid, binAtShare(sorted, 0.5))),
    low: finite(startOf(grid, low)),
    high: finite(startOf(grid, high + 1)),
  }
}

export function shareFigure(name: string, share: number, effective: number): SignalFigure | null {
  return effective > 0 ? { name, value: share, ...wilsonInterval(share, effective) } : null
}

/** The outermost bins end beyond all numbers. */
function finite(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE)
}
