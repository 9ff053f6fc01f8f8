// One aspect of one signal before all of a report are looked at together: what was measured, and what it is held against.

import type { DriftEffect, SignalAspect, SignalFigure } from '@trimtab/contract/drift'
import type { Compared } from '../compared.ts'

/** An effect that can be decided. */
export interface Measured {
  effect: DriftEffect
  /** The part of both arms of its interval that stays however many rows there are: what bins cannot tell. */
  fixed: number
  /** How surprising it is if the change were within the tolerance. */
  pValue: number
  method: string
}

/** How many rows there are, and how many by themselves they are worth. */
export interface RowCounts {
  rows: number
  effective: number
}

export interface Change {
  compared: Compared
  aspect: SignalAspect
  tolerance: number
  reference: RowCounts
  current: RowCounts
  /** Null where there is not enough to measure. */
  measured: Measured | null
  was: SignalFigure | null
  now: SignalFigure | null
  /** Why nothing could be measured where that is not for want of rows. */
  reason: string | null
  /** What whoever reads it must know besides, whatever is decided. */
  note?: string | undefined
}

/** Fewer on either side are too few to say anything of. */
export const ROWS_MIN = 30

export function isEnough({ reference, current }: Pick<Change, 'reference' | 'current'>): boolean {
  return reference.rows >= ROWS_MIN && current.rows >= ROWS_MIN
}
