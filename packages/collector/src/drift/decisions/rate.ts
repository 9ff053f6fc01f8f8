// One share before and now: of two categories the telling one, of all rows those that are missing, odd or never seen before.

import type { WatchedSignal } from '../../store/state-watch.ts'
import { normalAbove } from '../../statistics/distributions/normal.ts'
import { type Interval, Z_95 } from '../../statistics/interval.ts'
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
  return rateWithin(now.share - was.share, newcombeInterval(now, was), tolerance)
}

/** The same of an interval that is known. */
export function rateWithin(estimate: number, { low, high }: Interval, tolerance: number): Measured {
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
const TELLING: { readonly [opposite: string]: string } = { false: 'true', down: 'up', wrong: 'right' }
/** What these are where all is well: what is told of them is how often they are not. */
const USUAL: { readonly [signal: string]: string } = { status: 'ok', error: 'none' }
/** Two shares nearer to a half than this are as good as equal: which is the rarer may be another one tomorrow. */
const NEARLY_HALF = 0.4

/** What a signal is where all is well, of those of which that is known. */
export function usualCategory({ name, group }: Pick<WatchedSignal, 'name' | 'group'>): string | null {
  return group === 'operations' ? (USUAL[name] ?? null) : null
}

/**
 * The code of the telling one where there are two categories at most; or else the one that was rarer, and of two that were
 * about as often the first by name. One that never came yet has the code after the last. Null where there are more.
 */
export function tellingCode(signal: WatchedSignal, reference: Sample, current: Sample): number | null {
  const { categories } = signal
  const isTwo = categories.length <= 2 && !reference.bins.has(0) && !current.bins.has(0)
  if (!isTwo || categories.length === 0) return null
  const telling = categories.findIndex((category) => Object.values(TELLING).includes(category)) + 1
  if (telling > 0) return telling
  const usual = usualCategory(signal)
  const least = categories.findIndex((category) => Object.hasOwn(TELLING, category) || category === usual) + 1
  if (least > 0) return least === 1 ? 2 : 1
  return categories.length === 1 ? 1 : rarerCode(signal, reference)
}

function rarerCode({ categories: [one = '', other = ''] }: WatchedSignal, { bins }: Sample): number {
  const [first, second] = [bins.get(1) ?? 0, bins.get(2) ?? 0]
  if (Math.min(first, second) >= NEARLY_HALF * (first + second)) return one < other ? 1 : 2
  return first < second ? 1 : 2
}

/** `true` where there has been but `false`, `not ok` where all were. Null where nothing is known of another one. */
export function opposite(signal: Pick<WatchedSignal, 'name' | 'group' | 'categories'>): string | null {
  const [only = '', ...others] = signal.categories
  if (others.length > 0) return null
  return (Object.hasOwn(TELLING, only) ? TELLING[only] : only === usualCategory(signal) ? `not ${only}` : null) ?? null
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
