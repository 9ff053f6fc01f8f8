// How evidently 0.7 bins two samples of numbers before it compares them, and its distances that have bins of their own.

import { jensenShannonDistance } from '../../divergences/jensen-shannon.ts'
import { hellingerDistance } from '../../divergences/share-distances.ts'
import { binEdges } from '../../histograms/bin-edges.ts'
import { countBetweenEdges } from '../../histograms/reference-bins.ts'

/** Of more distinct values than this in the reference, ranges are counted in place of values. */
const DISTINCT_MAX = 20

export interface BinnedCounts {
  reference: number[]
  current: number[]
}

/**
 * Values, or ranges by the rule of Sturges. What is wrong with it: the ranges are those of both windows pooled, so that the
 * histogram of the reference is another for each window it is compared with; and the number of bins that one may ask for
 * is not heard. Use `quantileCuts`. Golden, with what fills empty bins: `evidently:psi`, `evidently:kl_div`.
 */
export function evidentlyBinnedCounts(reference: readonly number[], current: readonly number[]): BinnedCounts {
  const pooled = [...reference, ...current]
  if (new Set(reference).size > DISTINCT_MAX) {
    const edges = binEdges(pooled, 'sturges')
    return { reference: countBetweenEdges(edges, reference), current: countBetweenEdges(edges, current) }
  }
  const distinct = [...new Set(pooled)]
  return { reference: countValues(distinct, reference), current: countValues(distinct, current) }
}

/**
 * Its `jensenshannon`, in nats; of nothing and nothing it is 0. It alarms at .1 whatever the size, and so on most windows of
 * some 50 rows. Golden: `evidently:jensenshannon[base e]`.
 */
export function evidentlyJensenShannon(reference: readonly number[], current: readonly number[]): number {
  const counts = evidentlyBinnedCounts(reference, current)
  return counts.reference.length === 0 ? 0 : jensenShannonDistance(counts.reference, counts.current, 'nats')
}

/**
 * Its `hellinger`: not the bins of the others, but as many as Sturges gives for the number of DISTINCT values of both windows.
 * Golden: `evidently:hellinger[sturges on unique values]`.
 */
export function evidentlyHellinger(reference: readonly number[], current: readonly number[]): number {
  const edges = binEdges([...new Set([...reference, ...current])], 'sturges')
  return hellingerDistance(countBetweenEdges(edges, reference), countBetweenEdges(edges, current))
}

function countValues(distinct: readonly number[], values: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return distinct.map((value) => counts.get(value) ?? 0)
}
