// States of all that was measured, looked at together: among many signals some look changed by chance alone.

import type { DriftState } from '@trimtab/contract/drift'
import { benjaminiHochberg } from '../../statistics/multiple-testing/false-discovery-rate.ts'
import type { Change, Measured } from './change.ts'
import { whatTypes, whyNoData, whyUnclear } from './reasons.ts'
import { referenceToDecide, rowsToDecide, rowsToMeasure } from './rows-needed.ts'

/** Of what is called drift at most so many are none, on average. */
const FALSE_SHARE = 0.05

export interface Decided {
  change: Change
  state: DriftState
  qValue: number | null
  rowsNeeded: number | null
  /** Where the reference is what is wanting: how many rows of it would do. */
  referenceNeeded: number | null
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
  const sure = { change, qValue, rowsNeeded: null, referenceNeeded: null, reason: whatTypes(change) }
  if (-tolerance <= low && high <= tolerance) return { ...sure, state: 'stable' }
  const isBeyond = low > tolerance || high < -tolerance
  if (isBeyond && qValue <= FALSE_SHARE) return { ...sure, state: 'drift' }
  const rowsNeeded = rowsToDecide(change, measured, qValue)
  const reference = rowsNeeded === null ? referenceToDecide(change, measured, qValue) : null
  const why = whyUnclear(change, measured, { isBeyond, rowsNeeded, reference })
  return {
    change,
    state: 'unclear',
    qValue,
    rowsNeeded,
    referenceNeeded: reference?.rows ?? null,
    reason: sure.reason === null ? why : `${sure.reason} ${why}`,
  }
}

function unmeasured(change: Change): Decided {
  return {
    change,
    state: 'no_data',
    qValue: null,
    rowsNeeded: rowsToMeasure(change),
    referenceNeeded: null,
    reason: change.reason ?? whyNoData(change),
  }
}
