// States of all that was measured, looked at together: among many signals some look changed by chance alone.

import type { DriftState } from '@trimtab/contract/drift'
import { benjaminiHochberg } from '../../statistics/multiple-testing/false-discovery-rate.ts'
import { type Change, type Measured, ROWS_MIN } from './change.ts'
import { rowsToDecide, rowsToMeasure } from './rows-needed.ts'

/** Of what is called drift at most so many are none, on average. */
const FALSE_SHARE = 0.05

export interface Decided {
  change: Change
  state: DriftState
  qValue: number | null
  rowsNeeded: number | null
  reason: string | null
}

export function decideAll(changes: readonly Change[]): Decided[] {
  const pValues = changes.flatMap(({ measured }) => (measured === null ? [] : [measured.pValue]))
  const qValues = benjaminiHochberg(pValues, FALSE_SHARE).adjusted.values()
  return changes.map((change) => {
    const { measured } = change
    if (measured === null) return unmeasured(change)
    return decided(change, measured, qValues.next().value ?? 1)
  })
}

/** Of a change whose interval is wholly within the tolerance, wholly beyond it, or neither. */
function decided(change: Change, measured: Measured, qValue: number): Decided {
  const { low, high } = measured.effect
  const { tolerance } = change
  if (-tolerance <= low && high <= tolerance) return { change, state: 'stable', qValue, rowsNeeded: null, reason: null }
  const isBeyond = low > tolerance || high < -tolerance
  if (isBeyond && qValue <= FALSE_SHARE) return { change, state: 'drift', qValue, rowsNeeded: null, reason: null }
  const rowsNeeded = rowsToDecide(change, measured, qValue)
  return { change, state: 'unclear', qValue, rowsNeeded, reason: whyUnclear(isBeyond, rowsNeeded) }
}

function whyUnclear(isBeyond: boolean, rowsNeeded: number | null): string {
  if (isBeyond) return 'Beyond the tolerance by itself, but among so many signals one may look so by chance.'
  if (rowsNeeded === null)
    return 'It is too close to the tolerance, or the reference too small, for any number of rows to decide.'
  return 'It may be within the tolerance or beyond it.'
}

function unmeasured(change: Change): Decided {
  const { reference, current, reason } = change
  return {
    change,
    state: 'no_data',
    qValue: null,
    rowsNeeded: rowsToMeasure(change),
    reason: reason ?? whyNoData(reference.rows, current.rows),
  }
}

function whyNoData(was: number, now: number): string {
  if (now === 0) return 'Nothing came.'
  if (was < ROWS_MIN)
    return `There is too little to compare with: ${Math.floor(was)} of the ${ROWS_MIN} rows that it takes.`
  return `${Math.floor(now)} of the ${ROWS_MIN} rows that it takes have come.`
}
