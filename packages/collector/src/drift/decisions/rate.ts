// One share before and now: of two categories the telling one, of all rows those that are missing, odd or never seen before.

import type { WatchedSignal } from '../../store/state-watch.ts'
import { normalAbove } from '../../statistics/distributions/normal.ts'
import { Z_95 } from '../../statistics/interval.ts'
import { newcombeInterval, type Share } from '../../statistics/newcombe-interval.ts'
import type { Sample } from '../compared.ts'
import type { Measured } from './change.ts'

/**
 * The difference with the interval of Newcombe. The arm of the interval towards the tolerance stands for 1.96 deviations, so
 *
 *   p = P(Z > 1.96 · (|difference| − tolerance) / arm),   1 where the difference is within the tolerance
 *
 * which is below 0.025 exactly where the interval is beyond the tolerance.
 */
export function measureRate(was: Share, now: Share, tolerance: number): Measured {
  const estimate = now.share - was.share
  const { low, high } = newcombeInterval(now, was)
  const arm = estimate > 0 ? estimate - low : high - estimate
  const beyond = Math.abs(estimate) - tolerance
  return {
    effect: { estimate, low, high, unit: 'points' },
    fixed: 0,
    pValue: beyond <= 0 || arm <= 0 ? 1 : normalAbove((Z_95 * beyond) / arm),
    method: 'difference of shares beyond the tolerance',
  }
}

/** What tells of two categories: how often it is so, and not how often it is not. */
const TELLING: readonly string[] = ['true', 'up', 'right']

/** The code of the telling one where there are two categories at most; or else, the one that was rarer. Null where there are more. */
export function tellingCode({ categories }: WatchedSignal, reference: Sample, current: Sample): number | null {
  const isTwo = categories.length <= 2 && !reference.bins.has(0) && !current.bins.has(0)
  if (!isTwo || categories.length === 0) return null
  const telling = categories.findIndex((category) => TELLING.includes(category)) + 1
  if (telling > 0) return telling
  const [first, second] = [reference.bins.get(1) ?? 0, reference.bins.get(2) ?? 0]
  return categories.length === 1 || first < second ? 1 : 2
}

/**
 * How often there was something never seen before, and how often there is now. What a window has not seen of a source it
 * meets with a chance of about f₁/n, with f₁ the categories that it saw once: that much was to be expected, and less is no change.
 * I. J. Good, "The population frequencies of species and the estimation of population parameters", Biometrika 40 (1953).
 */
export function unseenShares(reference: Sample, current: Sample): { was: number; now: number } {
  let once = 0
  // Weighted rows are about one each, not one.
  for (const count of reference.bins.values()) if (count > 0 && count < 1.5) once += count
  let unseen = 0
  for (const [code, count] of current.bins) if ((reference.bins.get(code) ?? 0) === 0) unseen += count
  const now = current.seen > 0 ? unseen / current.seen : 0
  return { was: reference.seen > 0 ? Math.min(once / reference.seen, now) : 0, now }
}
