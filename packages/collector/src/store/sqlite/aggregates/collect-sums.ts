// What cells add up to where a question tells them apart, and which of them it is about.

import { SLICES, type Slice } from '@trimtab/contract'
import { emptyTally, isEmptyTally, type Tally } from '../../../sketches/tally.ts'
import type { Source, Sum, SumQuery } from '../../rows-folding.ts'

export interface Sums {
  /** What to add to; null where the source is none of those asked for. */
  of: (task: string | null, source: Source, startMs: number) => Tally | null
  all: () => Sum[]
}

export function createSums({ byTask = false, byTime = false, bySlice = null, only = {} }: SumQuery): Sums {
  const sums: Sum[] = []
  // By slice, task and time: a key for each cell would cost more than its sum.
  const bySlices = new Map<string | null, Map<string | null, Map<number, Tally>>>()
  const sliceOf = remembering((source: Source): { value: string | null } | null =>
    isWanted(source, only) ? { value: bySlice === null ? null : source[bySlice] } : null,
  )

  return {
    of: (anyTask, source, anyStartMs) => {
      const slice = sliceOf(source)
      if (slice === null) return null
      const task = byTask ? anyTask : null
      const startMs = byTime ? anyStartMs : 0
      const byTimes = inMap(inMap(bySlices, slice.value), task)
      let tally = byTimes.get(startMs)
      if (tally === undefined) {
        tally = emptyTally()
        byTimes.set(startMs, tally)
        sums.push({ task, slice: slice.value, startMs, tally })
      }
      return tally
    },
    // What was taken back of late may leave nothing.
    all: () => sums.filter(({ tally }) => !isEmptyTally(tally)),
  }
}

function isWanted(source: Source, only: NonNullable<SumQuery['only']>): boolean {
  return SLICES.every((slice: Slice) => {
    const value = source[slice]
    return only[slice] === undefined || (value !== null && only[slice].includes(value))
  })
}

function remembering<Value>(read: (source: Source) => Value): (source: Source) => Value {
  const remembered = new Map<Source, Value>()
  return (source) => {
    const known = remembered.get(source)
    if (known !== undefined) return known
    const value = read(source)
    remembered.set(source, value)
    return value
  }
}

function inMap<Key, InnerKey, Value>(map: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  let inner = map.get(key)
  if (inner === undefined) {
    inner = new Map()
    map.set(key, inner)
  }
  return inner
}
