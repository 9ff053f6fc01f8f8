// The trim scale of one signal, in units of its tolerance: where the interval begins and ends and where the estimate is.
// Beyond the axis there is an arrow and never a squashed scale. Whoever draws it draws the decision itself.

import type { SignalReport } from '@trimtab/contract/drift'

export interface Gauge {
  /** In tolerances: the band is from −1 to 1. Null where there is not enough data. */
  bar: { low: number; estimate: number; high: number } | null
  /** Whether the effect points down; the mark of its state is mirrored then. */
  isDown: boolean
}

export function gaugeOf({ effect, tolerance, state }: Pick<SignalReport, 'effect' | 'tolerance' | 'state'>): Gauge {
  if (effect === null || state === 'no_data') return { bar: null, isDown: false }
  const scaled = [effect.low, effect.estimate, effect.high].map((value) => inTolerances(value, tolerance))
  const [low = 0, estimate = 0, high = 0] = scaled
  return { bar: { low, estimate, high }, isDown: estimate < 0 }
}

/** Where nothing is fine all that is not nothing is beyond every axis. */
function inTolerances(value: number, tolerance: number): number {
  if (Number.isNaN(value) || value === 0) return 0
  return tolerance > 0 ? value / tolerance : Math.sign(value) * Infinity
}
