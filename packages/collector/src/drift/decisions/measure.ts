// What is measured of one signal: its values, and how often there is none, an odd one, or one never seen before.

import type { SignalAspect } from '@trimtab/contract/drift'
import type { Compared, Sample } from '../compared.ts'
import { isOfAll } from '../reading/rated-until.ts'
import { categoryName, measureChanged, mostChanged, shareOf } from './changed.ts'
import { type Change, isEnough, type Measured, type RowCounts } from './change.ts'
import { meanOf, medianOf, shareFigure } from './figures.ts'
import { measureMeanDistance } from './mean-distance.ts'
import { measureMoved } from './moved.ts'
import { measureRate, tellingCode, unseenShares, usualCategory } from './rate.ts'
import { toleranceOf } from './tolerances.ts'

type Tolerances = { readonly [signal: string]: number }

/** Values always; the others only where there is any of them. Nothing of what nobody ever says. */
export function measureSignal(compared: Compared, tolerances: Tolerances): Change[] {
  const { signal, reference, current } = compared
  if (isOfAll(signal) && shareOf(reference, signal.categories.indexOf('true') + 1) === 0) return []
  const changes = [measureValues(compared, tolerances)]
  const shareOfRows = (count: keyof Pick<Sample, 'missing' | 'odd'>) => ({
    was: reference.n > 0 ? reference[count] / reference.n : 0,
    now: current.n > 0 ? current[count] / current.n : 0,
  })
  if (reference.missing > 0 || current.missing > 0)
    changes.push(measureShare(compared, 'missing', 'share missing', shareOfRows('missing')))
  if (reference.odd > 0 || current.odd > 0)
    changes.push(measureShare(compared, 'type', 'share of another type', shareOfRows('odd')))
  if (compared.signal.kind === 'category' && compared.signal.isIdentifier === undefined && reference.seen > 0) {
    const unseen = unseenShares(reference, current)
    if (unseen.now > 0) changes.push(measureShare(compared, 'unseen', 'share never seen before', unseen))
  }
  return changes
}

function measureValues(compared: Compared, tolerances: Tolerances): Change {
  const { signal, reference, current } = compared
  const telling = signal.kind === 'category' ? tellingCode(signal, reference, current) : null
  const change: Change = {
    compared,
    aspect: 'values',
    tolerance: toleranceOf(signal, 'values', telling !== null, tolerances),
    reference: valuesOf(reference),
    current: valuesOf(current),
    measured: null,
    reason: whyUncountable(compared),
    ...figuresOf(compared, telling),
  }
  if (change.reason !== null || !isEnough(change)) return change
  const measured = measuredOf(compared, telling, change.tolerance)
  return { ...change, measured, ...tellingMeans(change, measured) }
}

/** Where values moved and their medians did not, means say it. */
function tellingMeans({ compared, was, now }: Change, { effect }: Measured): Pick<Change, 'was' | 'now'> {
  const { signal, reference, current } = compared
  const isMoved = effect.low > 0 || effect.high < 0
  if (signal.grid === null || was === null || !isMoved || was.value !== now?.value) return { was, now }
  return { was: meanOf(signal.grid, reference), now: meanOf(signal.grid, current) }
}

function measuredOf({ signal, reference, current }: Compared, telling: number | null, tolerance: number): Measured {
  if (signal.kind === 'number') return measureMoved(reference, current, tolerance)
  if (signal.kind === 'vector') return measureMeanDistance(reference, current, tolerance)
  if (telling === null) return measureChanged(reference, current, tolerance)
  const shareIn = (sample: Sample) => ({ share: shareOf(sample, telling), count: sample.effective })
  return measureRate(shareIn(reference), shareIn(current), tolerance)
}

/** Of rows, seen or not; what was never seen before is of those with a value. */
function measureShare(
  compared: Compared,
  aspect: Exclude<SignalAspect, 'values'>,
  name: string,
  { was, now }: { was: number; now: number },
): Change {
  const countsOf = aspect === 'unseen' ? valuesOf : rowsOf
  const [reference, current] = [countsOf(compared.reference), countsOf(compared.current)]
  const tolerance = toleranceOf(compared.signal, aspect, true, {})
  const [before, after] = [
    { share: was, count: reference.effective },
    { share: now, count: current.effective },
  ]
  return {
    compared,
    aspect,
    tolerance,
    reference,
    current,
    measured: isEnough({ reference, current }) ? measureRate(before, after, tolerance) : null,
    was: shareFigure(name, was, reference.effective),
    now: shareFigure(name, now, current.effective),
    reason: null,
  }
}

function valuesOf({ seen, effective }: Sample): RowCounts {
  return { rows: seen, effective }
}

function rowsOf({ n, effectiveRows }: Sample): RowCounts {
  return { rows: n, effective: effectiveRows }
}

function whyUncountable({ signal: { kind, grid, embedding, isIdentifier } }: Compared): string | null {
  if (isIdentifier === true) return 'Nearly each value is another one, so there is nothing that they are usually.'
  if (kind === 'number' && grid === null) return 'Too few values have come to know on which scale they are.'
  if (kind === 'vector' && embedding === null) return 'Too few vectors have come to know how they lie.'
  return null
}

function figuresOf(compared: Compared, telling: number | null): Pick<Change, 'was' | 'now'> {
  const { signal, reference, current } = compared
  if (signal.kind === 'number' && signal.grid !== null)
    return { was: medianOf(signal.grid, reference), now: medianOf(signal.grid, current) }
  if (signal.kind !== 'category' || signal.isIdentifier === true) return { was: null, now: null }
  const usual = usualCategory(signal)
  const usualCode = signal.categories.findIndex((category) => category === usual) + 1
  if (usualCode > 0) return sharesOf(compared, `share not ${usual}`, (sample) => 1 - shareOf(sample, usualCode))
  const code = telling ?? mostChanged(reference, current)
  if (code === null) return { was: null, now: null }
  return sharesOf(compared, `share of ${categoryName(signal, code)}`, (sample) => shareOf(sample, code))
}

function sharesOf(
  { reference, current }: Compared,
  name: string,
  shareIn: (sample: Sample) => number,
): Pick<Change, 'was' | 'now'> {
  return {
    was: shareFigure(name, shareIn(reference), reference.effective),
    now: shareFigure(name, shareIn(current), current.effective),
  }
}
