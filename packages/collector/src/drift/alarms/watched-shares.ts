// What is guarded of each signal of a task and what is fine of it, worked out of the reference and kept until that is another:
// a signal at a time, since a month of hours of two hundred signals is too much for one step.

import type { DriftBaseline } from '@trimtab/contract/drift'
import type { Watch, WatchedSignal, WatchStore } from '../../store/state-watch.ts'
import { readTimed, type Timed } from '../reading/timed.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { boundOf, fineOf } from './bounds.ts'
import { cellsOf, hoursBy, isRatedInTime } from './closing.ts'
import type { Watched } from './guard.ts'
import type { GuardPlan } from './guard-plan.ts'
import { type GuardedAspect, guardedShares, rowsOn } from './lookouts.ts'

/** With fewer rows in the reference nobody stands guard. */
const ROWS_OF_REFERENCE_MIN = 100
/** Bounds that are kept, of all tasks: some tens of MB. Those of a task that is not looked at go first, and are worked out anew. */
const KEPT_MAX = 4_000_000

interface Reference {
  task: string
  watch: Watch
  baseline: DriftBaseline
  plan: GuardPlan
}

export type WatchedBySignal = ReadonlyMap<number, ReadonlyMap<GuardedAspect, readonly Watched[]>>

interface Kept {
  key: string
  bySignal: Map<number, ReadonlyMap<GuardedAspect, readonly Watched[]>>
  size: number
}

export interface WatchedShares {
  /** Null where there was no time for all of them: the next call goes on. Signals without a reference have none. */
  of: (reference: Reference, isTimeUp: () => boolean) => Promise<WatchedBySignal | null>
}

export function createWatchedShares(state: Pick<WatchStore, 'watchCells'>): WatchedShares {
  const kept = new Map<string, Kept>()

  /** As the last, for those that are longest unused go first. */
  function keptOf(task: string, key: string): Kept {
    const before = kept.get(task)
    kept.delete(task)
    const one = before?.key === key ? before : { key, bySignal: new Map(), size: 0 }
    kept.set(task, one)
    return one
  }

  function dropOthers(task: string): void {
    let size = [...kept.values()].reduce((sum, one) => sum + one.size, 0)
    for (const [other, one] of kept) {
      if (size <= KEPT_MAX || other === task) return
      kept.delete(other)
      size -= one.size
    }
  }

  return {
    of: async (reference, isTimeUp) => {
      const { task, watch } = reference
      const one = keptOf(task, keyOf(reference))
      let isFirst = true
      for (const signal of watch.signals) {
        if (one.bySignal.has(signal.id)) continue
        // However little time there is, each call goes on.
        if (!isFirst && isTimeUp()) return null
        isFirst = false
        const watched = await watchedOf(state, reference, signal)
        one.bySignal.set(signal.id, watched)
        one.size += [...watched.values()].flat().reduce((sum, { bound }) => sum + bound.highest.length, 0)
      }
      dropOthers(task)
      return one.bySignal
    },
  }
}

function keyOf({ baseline, plan }: Reference): string {
  const { spans, isMatched } = plan.reference
  return JSON.stringify([baseline.reference, baseline.tolerances, baseline.changedAt, spans, isMatched, plan.hanging])
}

async function watchedOf(
  state: Pick<WatchStore, 'watchCells'>,
  reference: Reference,
  signal: WatchedSignal,
): Promise<ReadonlyMap<GuardedAspect, readonly Watched[]>> {
  const { baseline, plan } = reference
  const hours = await readReference(state, reference, signal)
  const by = hoursBy(signal)
  if (by === 'rated' && !isRatedInTime(reference.watch)) return new Map()
  const aspects: GuardedAspect[] = by === 'hour' ? ['values', 'missing', 'type'] : ['values']
  const guarded = aspects.filter((aspect) => rowsOn(aspect, hours) >= ROWS_OF_REFERENCE_MIN)
  if (guarded.length === 0) return new Map()
  const { isMatched, isCompared: isOf } = plan.reference
  const before = plan.hanging === null ? [] : [plan.hanging]
  const hanging = await read(state, reference, signal, { spans: before, isOf })
  return new Map(
    guarded.map((aspect) => [
      aspect,
      guardedShares(signal, aspect, hours).map((share) => {
        const fine = fineOf(share, signal, aspect, baseline.tolerances)
        return { share, bound: boundOf(share, { hours, hanging, isMatched }, fine) }
      }),
    ]),
  )
}

async function readReference(
  state: Pick<WatchStore, 'watchCells'>,
  reference: Reference,
  signal: WatchedSignal,
): Promise<readonly Timed[]> {
  const { plan, task } = reference
  if (!plan.reference.isPinned) return read(state, reference, signal, plan.reference)
  const pinned = await readTimed({ state, task, signals: [signal.id], isAsked: () => true }, 'pinned', PINNED)
  return pinned.get(signal.id) ?? []
}

const PINNED = [{ fromMs: 0, toMs: 1 }]

async function read(
  state: Pick<WatchStore, 'watchCells'>,
  { task, watch }: Reference,
  signal: WatchedSignal,
  { spans, isOf }: Pick<ReferencePlan, 'spans' | 'isOf'>,
): Promise<readonly Timed[]> {
  const query = { state, task, signals: [signal.id], isAsked: askedIn(watch, isOf) }
  return (await readTimed(query, cellsOf(hoursBy(signal)), spans)).get(signal.id) ?? []
}

/** By the number of a segment. */
export function askedIn(
  { segments }: Pick<Watch, 'segments'>,
  isOf: ReferencePlan['isOf'],
): (segment: number) => boolean {
  if (isOf === null) return () => true
  const isAsked = [null, ...segments].map(isOf)
  return (segment) => isAsked[segment] ?? false
}
