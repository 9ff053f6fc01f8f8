// How good predictions are before anybody has said so: from how sure the model was, and how often it was right to be so sure.

import type { SignalFigure } from '@trimtab/contract/drift'
import { type Interval, Z_95 } from '../../statistics/interval.ts'
import { newcombeInterval } from '../../statistics/newcombe-interval.ts'
import { wilsonInterval } from '../../statistics/wilson-interval.ts'
import type { Compared, Sample } from '../compared.ts'
import { type Change, isEnough, type Measured, ROWS_MIN } from '../decisions/change.ts'
import { rateWithin } from '../decisions/rate.ts'
import { toleranceOf } from '../decisions/tolerances.ts'
import { type Calibration, calibrate, type KnownOutcomes } from './calibration.ts'

export const ESTIMATED_QUALITY = 'estimatedQuality'
/** What it is estimated from: the first of these that there is. */
const SURE: readonly string[] = ['confidence', 'score']
/** With fewer a curve is drawn by chance. */
const OUTCOMES_MIN = 100

export interface EstimateInput {
  changes: readonly Change[]
  /** Of one signal, of days that were over when the window began, and of those since. */
  outcomesOf: (signal: number) => { before: KnownOutcomes; since: KnownOutcomes }
  tolerances: { readonly [signal: string]: number }
}

/** The change of the values that it is estimated from. */
export function sureChange(changes: readonly Change[]): Change | null {
  const values = changes.filter(({ aspect, compared: { signal } }) => aspect === 'values' && signal.grid !== null)
  for (const name of SURE) {
    const found = values.find(({ compared }) => compared.signal.name === name)
    if (found !== undefined) return found
  }
  return null
}

/**
 * The share that turns out well, before and now (CBPE, with any signal that rises with it): each bin of the confidence counts
 * as its calibrated share of good. The interval is that of two shares, which holds both what chance makes of rows with their
 * own probabilities (Poisson binomial) and which rows came, widened by how far other outcomes would have calibrated otherwise:
 *
 *   arm² = newcombe² + (1.96 · deviation)²
 *
 * Not valid where the same input means something else now (concept drift): the model is then as sure as ever, and wrong. Nor
 * where those whose outcome is known are unlike others of the same confidence. KnownOutcomes of the window itself, which calibrate
 * nothing, tell: where they refute it nothing is said. Null below 100 outcomes, or where no signal says how sure a model is.
 */
export function estimateQuality({ changes, outcomesOf, tolerances }: EstimateInput): Change | null {
  const sure = sureChange(changes)
  if (sure === null) return null
  const { compared } = sure
  const { before, since } = outcomesOf(compared.signal.id)
  const known = countAll(before)
  if (known < OUTCOMES_MIN) return null
  const calibration = calibrate(before, compared.dependence)
  const agreement = agreementOf(calibration, since, compared.dependence)
  const signal = {
    ...compared.signal,
    id: 0,
    name: ESTIMATED_QUALITY,
    group: 'quality' as const,
    kind: 'category' as const,
  }
  const change: Change = {
    ...sure,
    compared: { ...compared, signal },
    tolerance: toleranceOf(signal, 'values', true, tolerances),
    measured: null,
    was: figureOf(calibration, compared.reference),
    now: figureOf(calibration, compared.current),
    reason: agreement?.isRefuted === true ? agreement.says : null,
  }
  if (change.reason !== null || !isEnough(change)) return change
  const from = `Estimated from ${compared.signal.name} and ${known} known outcomes`
  const note = `${from}; not valid where the same input means something else now.`
  return {
    ...change,
    measured: measure(calibration, compared, change.tolerance),
    note: agreement === null ? note : `${note} ${agreement.says}`,
  }
}

function measure(calibration: Calibration, { reference, current }: Compared, tolerance: number): Measured {
  const [was, now] = [calibration.shareGood(reference.bins), calibration.shareGood(current.bins)]
  const estimate = now - was
  const interval = newcombeInterval(
    { share: now, count: current.effective },
    { share: was, count: reference.effective },
  )
  const deviation = calibration.deviationOf((shareGood) => shareGood(current.bins) - shareGood(reference.bins))
  const widened = widen(estimate, interval, deviation, { low: -1, high: 1 })
  return { ...rateWithin(estimate, widened, tolerance), method: 'estimated from confidence, beyond the tolerance' }
}

function figureOf(calibration: Calibration, { bins, effective }: Sample): SignalFigure | null {
  const value = calibration.shareGood(bins)
  if (!Number.isFinite(value) || effective <= 0) return null
  const deviation = calibration.deviationOf((shareGood) => shareGood(bins))
  return {
    name: 'share of good',
    value,
    ...widen(value, wilsonInterval(value, effective), deviation, { low: 0, high: 1 }),
  }
}

function widen(value: number, { low, high }: Interval, deviation: number, within: Interval): Interval {
  return {
    low: Math.max(within.low, value - Math.hypot(value - low, Z_95 * deviation)),
    high: Math.min(within.high, value + Math.hypot(high - value, Z_95 * deviation)),
  }
}

/** What outcomes of the window itself say of the estimate; null where there are too few. */
function agreementOf(
  calibration: Calibration,
  since: KnownOutcomes,
  dependence: number,
): { isRefuted: boolean; says: string } | null {
  const known = countAll(since)
  if (known < ROWS_MIN) return null
  const labelled = new Map(since.good)
  for (const [bin, count] of since.bad) labelled.set(bin, (labelled.get(bin) ?? 0) + count)
  const estimated = calibration.shareGood(labelled)
  const seen = sumOf(since.good) / known
  const deviation = calibration.deviationOf((shareGood) => shareGood(labelled))
  const { low, high } = widen(seen, wilsonInterval(seen, known / dependence), deviation, { low: 0, high: 1 })
  const isRefuted = estimated < low || estimated > high
  const percent = (share: number): string => `${Math.round(share * 100)} %`
  const of = `Of ${known} whose outcome is known already ${percent(seen)} turned out well`
  return {
    isRefuted,
    says: isRefuted
      ? `${of}, where ${percent(estimated)} were estimated: it does not hold any more.`
      : `${of}, and ${percent(estimated)} were estimated.`,
  }
}

function countAll({ good, bad }: KnownOutcomes): number {
  return sumOf(good) + sumOf(bad)
}

function sumOf(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
