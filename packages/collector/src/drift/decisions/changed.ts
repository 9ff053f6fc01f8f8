// Categories: the share of rows that would have to be another category, and which of them changed most.

import type { WatchedSignal } from '../../store/state-watch.ts'
import { changedShare } from '../../statistics/changed-share.ts'
import type { Sample } from '../compared.ts'
import type { Measured } from './change.ts'
import { measureDistance } from './measured-distance.ts'
import { opposite } from './rate.ts'

export function measureChanged(reference: Sample, current: Sample, tolerance: number): Measured {
  const cells = codesOf(reference, current).map((code) => ({
    reference: reference.bins.get(code) ?? 0,
    current: current.bins.get(code) ?? 0,
  }))
  return measureDistance(changedShare(cells, { reference: reference.effective, current: current.effective }), {
    unit: 'points',
    method: 'total variation beyond the tolerance',
    tolerance,
    most: 1,
    fixed: 0,
  })
}

/** The code whose share is the most unlike before; the first of several. Null where there is none. */
export function mostChanged(reference: Sample, current: Sample): number | null {
  let [most, apart] = [null as number | null, -1]
  for (const code of codesOf(reference, current)) {
    const difference = Math.abs(shareOf(current, code) - shareOf(reference, code))
    if (difference > apart) [most, apart] = [code, difference]
  }
  return most
}

/** What is said of categories whose code has no name. */
export function categoryName(signal: WatchedSignal, code: number): string {
  return signal.categories[code - 1] ?? (code > 0 ? opposite(signal) : null) ?? 'all others'
}

export function shareOf({ bins, seen }: Sample, code: number): number {
  return seen === 0 ? 0 : (bins.get(code) ?? 0) / seen
}

function codesOf(reference: Sample, current: Sample): number[] {
  return [...new Set([...reference.bins.keys(), ...current.bins.keys()])].toSorted((left, right) => left - right)
}
