// The bootstrap of Efron: how far an estimate would move if other items had been drawn.

import type { Interval } from './interval.ts'

export interface Bootstrap {
  /** How many items, or groups of items, there are to draw from. */
  items: number
  replicates: number
  random: () => number
  /** The estimate where each item was drawn so many times; null where it has none. */
  estimate: (timesDrawn: Uint32Array) => number | null
}

/**
 * As many items as there are are drawn with replacement, and the estimate is made of them; over and over. The interval is
 * from the 2.5 % to the 97.5 % quantile of these. Null where half of them or more have no estimate.
 *
 * Not valid for fewer than about twenty items, of which it makes the interval too narrow, nor for an estimate at the end
 * of its range. B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
 */
export function bootstrapInterval({ items, replicates, random, estimate }: Bootstrap): Interval | null {
  const timesDrawn = new Uint32Array(items)
  const estimates: number[] = []
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    timesDrawn.fill(0)
    for (let draw = 0; draw < items; draw += 1) {
      const item = Math.floor(random() * items)
      timesDrawn[item] = (timesDrawn[item] ?? 0) + 1
    }
    const value = estimate(timesDrawn)
    if (value !== null) estimates.push(value)
  }
  if (estimates.length * 2 <= replicates) return null
  const sorted = estimates.toSorted((left, right) => left - right)
  return { low: quantileOf(sorted, 0.025), high: quantileOf(sorted, 0.975) }
}

/** Between neighbours in a straight line (type 7 of Hyndman and Fan). */
function quantileOf(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part
  const before = sorted[Math.floor(place)] ?? 0
  const after = sorted[Math.ceil(place)] ?? before
  return before + (after - before) * (place - Math.floor(place))
}
