// What a signal typically is: a median, a mean or a share, each with its interval.

import type { SignalFigure } from '@trimtab/contract/drift'
import { type Grid, middleOf, spreadsOf, startOf } from '../../sketches/grid.ts'
import { Z_95 } from '../../statistics/interval.ts'
import { wilsonInterval } from '../../statistics/wilson-interval.ts'
import type { Sample } from '../compared.ts'
import { binAtShare } from './positions.ts'

/** Beyond these ranks on either side, and so many spreads further, nothing weighs in a mean: 1e300 must not be all of it. */
const TAIL = 0.02
const BEYOND = 4
/** A double has no more. */
const DIGITS_MAX = 15

/**
 * The interval is between the rows at the ranks ½ ± 1.96·½/√n (order statistics: how many rows lie below the median is
 * binomial), from the beginning of the bin of the one to the end of that of the other; there is none where that is all rows.
 * The median itself has no more digits than its bin can tell. Null of no rows.
 */
export function medianOf(grid: Grid, { bins, effective }: Sample): SignalFigure | null {
  const sorted = sortedBins(bins)
  if (sorted.length === 0 || effective <= 0) return null
  const bin = binAtShare(sorted, 0.5)
  const value = finite(typicalIn(grid, bin, sorted))
  // All of them are it.
  if (sorted.length === 1) return { name: 'median', value, low: value, high: value }
  const arm = Z_95 / 2 / Math.sqrt(effective)
  const [low, high] = [startOf(grid, binAtShare(sorted, 0.5 - arm)), startOf(grid, binAtShare(sorted, 0.5 + arm) + 1)]
  const isKnown = arm < 0.5 && Math.max(Math.abs(low), Math.abs(high)) < Number.MAX_VALUE
  return { name: 'median', value, low: isKnown ? low : null, high: isKnown ? high : null }
}

/** Of values no further out than 4 spreads beyond the outermost 2 % on either side. Null of no rows. */
export function meanOf(grid: Grid, { bins, effective }: Sample): SignalFigure | null {
  const sorted = sortedBins(bins)
  if (sorted.length === 0 || effective <= 0) return null
  const beyond = Math.round(BEYOND / spreadsOf(1))
  const [first, last] = [binAtShare(sorted, TAIL) - beyond, binAtShare(sorted, 1 - TAIL) + beyond]
  const all = sorted.reduce((sum, [, count]) => sum + count, 0)
  const parts = sorted.map(([bin, count]) => ({
    value: middleOf(grid, Math.min(Math.max(bin, first), last)),
    part: count / all,
  }))
  const value = parts.reduce((sum, one) => sum + one.part * one.value, 0)
  const variance = parts.reduce((sum, one) => sum + one.part * (one.value - value) ** 2, 0)
  const arm = Z_95 * Math.sqrt(variance / effective)
  const isKnown = Number.isFinite(arm)
  return {
    name: 'mean',
    value: finite(value),
    low: isKnown ? finite(value - arm) : null,
    high: isKnown ? finite(value + arm) : null,
  }
}

/**
 * Where most rows lie in the bin of the centre it is the centre, which is one of the first values; elsewhere the roundest
 * number in the bin, so that zeros are 0 and whole numbers whole.
 */
function typicalIn(grid: Grid, bin: number, sorted: readonly (readonly [bin: number, count: number])[]): number {
  const all = sorted.reduce((sum, [, count]) => sum + count, 0)
  const here = sorted.find(([at]) => at === bin)?.[1] ?? 0
  if (bin === 0 && here > all / 2) return grid.centre
  const [start, end, middle] = [startOf(grid, bin), startOf(grid, bin + 1), middleOf(grid, bin)]
  if (start <= 0 && end >= 0) return 0
  for (let digits = 1; digits <= DIGITS_MAX; digits += 1) {
    const value = Number(middle.toPrecision(digits))
    if (value >= start && value <= end) return value
  }
  return middle
}

export function shareFigure(name: string, share: number, effective: number): SignalFigure | null {
  return effective > 0 ? { name, value: share, ...wilsonInterval(share, effective) } : null
}

function sortedBins(bins: Sample['bins']): (readonly [bin: number, count: number])[] {
  return [...bins].filter(([, count]) => count > 0).toSorted(([left], [right]) => left - right)
}

/** The outermost bins end beyond all numbers. */
function finite(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE)
}
