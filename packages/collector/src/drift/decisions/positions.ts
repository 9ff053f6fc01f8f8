// Where the bins of a number lie, in spreads of its reference.

import { spreadsOf } from '../../sketches/grid.ts'

/** Beyond these ranks of the reference on either side nothing says how far it is spread. */
const TAIL = 0.02
/** So many spreads beyond them all is equally far: one value that stands for nothing, as 1e300 does, must not hide the others. */
const BEYOND = 4
/** Beyond so many spreads of the grid a bin is some ten times as wide as at its centre, or more. */
const FAR = 3

export interface Positions {
  at: (bin: number) => number
  /** What a bin cannot tell: half its width at the centre. */
  error: number
  /** How far from each other any two are at most. */
  span: number
}

/**
 * The spread is the standard deviation of the reference on the even scale of the grid, its outermost 2 % on either side drawn
 * in; that of the grid where all are alike. Where all lie in one bin far from where the grid was learned, as when the first
 * values were a trial, that bin is as wide as many of them differ: nothing about them can be told. There is at least one row
 * in the reference.
 */
export function positionsOf(reference: ReadonlyMap<number, number>): Positions {
  const sorted = [...reference].filter(([, count]) => count > 0).toSorted(([left], [right]) => left - right)
  const [low, high] = [spreadsOf(binAtShare(sorted, TAIL)), spreadsOf(binAtShare(sorted, 1 - TAIL))]
  const spread = deviationOf(sorted.map(([bin, count]) => [clamp(spreadsOf(bin), low, high), count])) || 1
  const [first, last] = [low / spread - BEYOND, high / spread + BEYOND]
  const isTooCoarse = low === high && Math.abs(low) > FAR
  return {
    at: (bin) => clamp(spreadsOf(bin) / spread, first, last),
    error: isTooCoarse ? BEYOND : spreadsOf(1) / 2 / spread,
    span: last - first,
  }
}

/** The bin that has the row at this share of all, in order. */
export function binAtShare(sorted: readonly (readonly [bin: number, count: number])[], share: number): number {
  const all = sorted.reduce((sum, [, count]) => sum + count, 0)
  let below = 0
  for (const [bin, count] of sorted) {
    below += count
    if (below >= share * all) return bin
  }
  return sorted.at(-1)?.[0] ?? 0
}

function deviationOf(weighed: readonly (readonly [at: number, count: number])[]): number {
  const all = weighed.reduce((sum, [, count]) => sum + count, 0)
  const mean = weighed.reduce((sum, [at, count]) => sum + at * count, 0) / all
  const deviation = Math.sqrt(weighed.reduce((sum, [at, count]) => sum + (at - mean) ** 2 * count, 0) / all)
  // What rounding makes of values that are all alike.
  return deviation > 1e-9 ? deviation : 0
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
