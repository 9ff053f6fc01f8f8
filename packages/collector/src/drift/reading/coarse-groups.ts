// A signal in at most eight groups, coarse enough that an hour fills them: what is asked is how much hours vary, not what of.

import type { SignalKind } from '../../store/state-watch.ts'
import type { Cluster } from './clustering.ts'
import type { Timed } from './timed.ts'

const GROUPS_MAX = 8

export interface CoarseGroups {
  countsOf: (timed: Timed) => number[]
  /** By group: of numbers their middle rank, of categories whether it is the largest. */
  scores: readonly number[]
}

/** Of numbers eight parts of their own order, of categories and clusters the seven largest and all others. */
export function coarseGroups(kind: SignalKind, all: readonly Timed[]): CoarseGroups {
  const totals = new Map<number, number>()
  for (const { bins } of all) for (const [bin, count] of bins) totals.set(bin, (totals.get(bin) ?? 0) + count)
  const groups = kind === 'number' ? byOrder(totals) : bySize(totals)
  return {
    countsOf: ({ bins }) => {
      const counts = Array.from({ length: GROUPS_MAX }, () => 0)
      for (const [bin, count] of bins) {
        const group = groups.get(bin) ?? GROUPS_MAX - 1
        counts[group] = (counts[group] ?? 0) + count
      }
      return counts
    },
    scores: Array.from({ length: GROUPS_MAX }, (_, group) => (kind === 'number' ? group : Number(group === 0))),
  }
}

/** Whether rows have a value, none, or an odd one. */
export function fillingOf({ slot, timed }: { slot: number; timed: Timed }): Cluster {
  return { slot, counts: [timed.seen, timed.missing, timed.odd] }
}

function byOrder(totals: ReadonlyMap<number, number>): Map<number, number> {
  const all = [...totals.values()].reduce((sum, count) => sum + count, 0)
  let before = 0
  return new Map(
    [...totals]
      .toSorted(([left], [right]) => left - right)
      .map(([bin, count]) => {
        const middle = (before + count / 2) / all
        before += count
        return [bin, Math.min(GROUPS_MAX - 1, Math.floor(middle * GROUPS_MAX))]
      }),
  )
}

function bySize(totals: ReadonlyMap<number, number>): Map<number, number> {
  return new Map(
    [...totals]
      .toSorted(([left, of], [right, than]) => than - of || left - right)
      .map(([bin], place) => [bin, Math.min(GROUPS_MAX - 1, place)]),
  )
}
