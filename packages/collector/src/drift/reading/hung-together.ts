// How much rows of a signal hang together within hours and within days, as its reference says.

import type { SignalKind } from '../../store/state-watch.ts'
import { dayOfWeek, hourOfWeek } from '../hours.ts'
import { type Clustering, clusteringOf } from './clustering.ts'
import { coarseGroups, fillingOf } from './coarse-groups.ts'
import type { Hanging } from './sample.ts'
import type { Timed } from './timed.ts'

export interface Hung {
  ofValues: Hanging
  ofRows: Hanging
  /** Of values: how many rows of an hour or a day count as one. */
  dependence: number
}

export interface HungInput {
  kind: SignalKind
  hours: readonly Timed[]
  days: readonly Timed[]
  /** Then what repeats by the hour of the week is expected. */
  isMatched: boolean
}

export function hungTogether({ kind, hours, days, isMatched }: HungInput): Hung {
  const slotted = (slotOf: (ms: number) => number) => (timed: Timed) => ({
    slot: isMatched ? slotOf(timed.startMs) : 0,
    timed,
  })
  const [byHour, byDay] = [hours.map(slotted(hourOfWeek)), days.map(slotted(dayOfWeek))]
  const ofValues = { hours: valuesOf(kind, byHour), days: valuesOf(kind, byDay) }
  return {
    ofValues,
    ofRows: { hours: clusteringOf(byHour.map(fillingOf), FILLED), days: clusteringOf(byDay.map(fillingOf), FILLED) },
    dependence: Math.max(ofValues.hours.dependence, ofValues.days.dependence),
  }
}

/** Whether there is a value. */
const FILLED = [1, 0, 0]

function valuesOf(kind: SignalKind, slotted: readonly { slot: number; timed: Timed }[]): Clustering {
  const { countsOf, scores } = coarseGroups(
    kind,
    slotted.map(({ timed }) => timed),
  )
  return clusteringOf(
    slotted.map(({ slot, timed }) => ({ slot, counts: countsOf(timed) })),
    scores,
  )
}
