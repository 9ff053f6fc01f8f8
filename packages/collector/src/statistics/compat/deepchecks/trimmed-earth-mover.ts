// How far values have moved as deepchecks counts it, for people who migrate.

import { quantileOfSorted, sortedValues } from '../../histograms/quantile.ts'
import { poolSamples } from '../../two-samples/pooled-counts.ts'
import { wassersteinDistance } from '../../two-samples/wasserstein-distance.ts'

/** This share of rows is left out at either end of either sample. */
const MARGIN = 0.025

/**
 * Each sample is cut to what lies between its own 2.5 % and 97.5 % quantiles; what is left is stretched to 0 … 1, and there the
 * Wasserstein distance is taken.
 *
 * What is wrong with it: a tail that grows is cut off before it is looked at, and the unit is the range of both samples
 * together, which moves with the sample. NaN where nothing is left. Source: `deepchecks:earth_movers_distance[margin 0.025]`.
 */
export function trimmedEarthMover(reference: readonly number[], current: readonly number[]): number {
  const cells = poolSamples(trim(reference), trim(current))
  const [lowest, highest] = [cells.at(0)?.at ?? NaN, cells.at(-1)?.at ?? NaN]
  if (lowest === highest) return 0
  return wassersteinDistance(cells.map((cell) => ({ ...cell, at: (cell.at - lowest) / (highest - lowest) })))
}

function trim(values: readonly number[]): number[] {
  const sorted = sortedValues(values)
  const [low, high] = [quantileOfSorted(sorted, MARGIN), quantileOfSorted(sorted, 1 - MARGIN)]
  return sorted.filter((value) => low <= value && value <= high)
}
