// A slice as a question to segments: whether one is what another version or model answered, or what is compared with it.

import { SLICES, type SliceFilter } from '@trimtab/contract'
import type { Segment } from '../../store/state-watch.ts'

/** By what a slice can be told apart here: the other slices are figures' alone. */
const TOLD_APART: readonly string[] = ['model', 'promptVersion', 'variant', 'environment', 'release']

export interface SplitSegments {
  isOf: (segment: Segment | null) => boolean
  isCompared: (segment: Segment | null) => boolean
  /** Slices that are named and not told apart here. */
  unknown: string[]
}

/** Segments that are all of the filter, and those that are not. Of what is beyond the bound neither is known, so it is neither. */
export function splitSegments(filter: SliceFilter): SplitSegments {
  const asked = SLICES.flatMap((slice) => {
    const values = filter[slice]
    return values === undefined ? [] : [{ slice, values }]
  })
  const isOf = ({ is }: Segment): boolean =>
    asked.every(({ slice, values }) => {
      const value = is[slice]
      return value !== undefined && values.includes(value)
    })
  return {
    isOf: (segment) => segment !== null && isOf(segment),
    isCompared: (segment) => segment !== null && !isOf(segment),
    unknown: asked.map(({ slice }) => slice).filter((slice) => !TOLD_APART.includes(slice)),
  }
}
