// How nannyml 0.13 bins a column of numbers by its reference, and its two distances over those bins.

import { jensenShannonDistance } from '../../divergences/jensen-shannon.ts'
import { hellingerDistance } from '../../divergences/share-distances.ts'
import { binEdges } from '../../histograms/bin-edges.ts'
import { countBetweenEdges } from '../../histograms/reference-bins.ts'

/**
 * Its `jensen_shannon`, a distance in bits. What is wrong with it: the threshold that goes with it, mean and three standard
 * deviations of the chunks of the reference, holds only for chunks of that size. Golden: `nannyml:jensen_shannon[…]`.
 */
export function nannymlJensenShannon(reference: readonly number[], current: readonly number[]): number {
  const { before, now } = binnedCounts(reference, current)
  return jensenShannonDistance(before, now)
}

/** Its `hellinger`, over the same bins. Golden: `nannyml:hellinger[…]`. */
export function nannymlHellinger(reference: readonly number[], current: readonly number[]): number {
  const { before, now } = binnedCounts(reference, current)
  return hellingerDistance(before, now)
}

/** By the rule of Doane on the reference; whatever of the current window lies outside of it falls into one bin more. */
function binnedCounts(reference: readonly number[], current: readonly number[]): { before: number[]; now: number[] } {
  const edges = binEdges(reference, 'doane')
  const now = countBetweenEdges(edges, current)
  const outside = current.length - now.reduce((sum, rows) => sum + rows, 0)
  return { before: [...countBetweenEdges(edges, reference), 0], now: [...now, outside] }
}
