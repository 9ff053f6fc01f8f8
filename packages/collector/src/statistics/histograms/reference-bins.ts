// Bins that are cut once, by the reference, and into which whatever comes later falls.

import { equalEdges } from './bin-edges.ts'
import { quantileOfSorted, sortedValues } from './quantile.ts'

/**
 * The cuts between bins that hold about the same share of the reference each. Both outer bins are open, so that nothing later
 * is out of range. Where many values are equal cuts fall together and count once, and there are fewer bins.
 */
export function quantileCuts(reference: readonly number[], bins: number): number[] {
  const sorted = sortedValues(reference)
  const edges = Array.from({ length: bins + 1 }, (_, index) => quantileOfSorted(sorted, index / bins))
  return [...new Set(edges)].slice(1, -1)
}

/** The cuts between bins of equal width over the range of the reference, of which both outer ones are open. */
export function equalWidthCuts(reference: readonly number[], bins: number): number[] {
  const sorted = sortedValues(reference)
  const [least, greatest] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  return least === greatest ? [] : equalEdges(least, greatest, bins).slice(1, -1)
}

/** How many values fall into each bin. A value on a cut is in the bin above it: [a, b). One bin more than there are cuts. */
export function countByCuts(cuts: readonly number[], values: readonly number[]): number[] {
  const counts = Array.from({ length: cuts.length + 1 }, () => 0)
  for (const value of values) {
    const bin = cutsUpTo(cuts, value)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** How many values fall into each bin between the edges, as numpy's `histogram` has it: the last bin holds its upper end too. */
export function countBetweenEdges(edges: readonly number[], values: readonly number[]): number[] {
  const [from, to] = [edges[0] ?? NaN, edges.at(-1) ?? NaN]
  const within = values.filter((value) => value >= from && value <= to)
  return countByCuts(edges.slice(1, -1), within)
}

function cutsUpTo(cuts: readonly number[], value: number): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cuts[middle] ?? Infinity) <= value) low = middle + 1
    else high = middle
  }
  return low
}
