// The energy statistic: how much farther rows of two samples are from each other than from their own.

import { type Points, squaredDistance } from './pooled-kernel.ts'

/**
 *   2 E|x − y| − E|x − x′| − E|y − y′|
 *
 * with means over all pairs, each row with itself among them: never below 0, and 0 in truth only between equal distributions.
 * It needs no width, and is in the unit of the vectors. Noise alone makes it larger than 0, the more the fewer rows. Costs
 * rows squared. G. Székely and M. Rizzo, "Energy statistics", Journal of Statistical Planning and Inference 143 (2013).
 * Golden: `rule:energy statistic …`.
 */
export function energyStatistic(reference: Points, current: Points): number {
  return 2 * meanDistance(reference, current) - meanDistance(reference, reference) - meanDistance(current, current)
}

function meanDistance(some: Points, others: Points): number {
  let sum = 0
  for (const x of some) for (const y of others) sum += Math.sqrt(squaredDistance(x, y))
  return sum / (some.length * others.length)
}
