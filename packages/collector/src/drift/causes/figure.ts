// What is taken apart over segments where a signal changed: a mean of numbers, or the share of what is named.

import { middleOf } from '../../sketches/grid.ts'
import type { Compared } from '../compared.ts'
import type { Change, RowCounts } from '../decisions/change.ts'
import { categoryName, mostChanged } from '../decisions/changed.ts'
import { binAtShare } from '../decisions/positions.ts'
import { tellingCode, usualCategory } from '../decisions/rate.ts'
import type { Timed } from '../reading/timed.ts'
import { addUp, type Moments, wholeVariance } from './moments.ts'

export interface Figure {
  /** `mean`, or `share of de`. */
  name: string
  /** Values are added up from here, so that large ones that lie close together stay apart. */
  origin: number
  momentsOf: (timed: Timed) => Moments
  /** How large a change is still fine, in the unit of the value. */
  tolerance: number
  /** So many rows, each by itself, say as much as all. */
  effective: { reference: number; current: number }
}

/** Beyond the outermost hundredth of the reference on either side nothing says how far values lie. */
const TAIL = 0.01
/** So many bins further is as far as a value counts: one that stands for nothing, as 1e300 does, must not be all of a mean. */
const BEYOND = 100

/** Null where nothing can be taken apart. */
export function figureOf(change: Change): Figure | null {
  const { aspect, compared, now, reason } = change
  const { signal, reference } = compared
  if (reason !== null) return null
  const share = (name: string, countOf: (timed: Timed) => [rows: number, some: number]): Figure => ({
    name,
    origin: 0,
    momentsOf: (timed) => shareMoments(...countOf(timed)),
    tolerance: change.tolerance,
    effective: effectiveOf(change),
  })
  const name = now?.name ?? ''
  if (aspect === 'missing') return share(name, ({ rows, missing }) => [rows, missing])
  if (aspect === 'type') return share(name, ({ rows, odd }) => [rows, odd])
  if (aspect === 'unseen')
    return share(name, ({ seen, bins }) => [
      seen,
      [...bins].reduce((sum, [code, count]) => sum + ((reference.bins.get(code) ?? 0) > 0 ? 0 : count), 0),
    ])
  if (signal.kind === 'number') return meanFigure(change)
  const told = toldShare(compared)
  return told === null ? null : share(told.name, (timed) => [timed.seen, told.countIn(timed)])
}

export interface ToldShare {
  name: string
  /** Of those with a value, how many are it. */
  countIn: (rows: Pick<Timed, 'seen' | 'bins'>) => number
}

/**
 * What is told of categories and clusters: how many are not as they are where all is well, where that is known, or those of
 * the one that tells, or else of the one whose share is the most unlike before. Null where there is none.
 */
export function toldShare({ signal, reference, current }: Compared): ToldShare | null {
  const isCategory = signal.kind === 'category'
  const usual = isCategory ? usualCategory(signal) : null
  const usualCode = usual === null ? 0 : signal.categories.indexOf(usual) + 1
  if (usualCode > 0)
    return { name: `share not ${usual}`, countIn: ({ seen, bins }) => seen - (bins.get(usualCode) ?? 0) }
  const code = (isCategory ? tellingCode(signal, reference, current) : null) ?? mostChanged(reference, current)
  if (code === null) return null
  const name = `share of ${isCategory ? categoryName(signal, code) : clusterName(code)}`
  return { name, countIn: ({ bins }) => bins.get(code) ?? 0 }
}

/** Clusters have no names: they are told apart by their place. */
export function clusterName(cluster: number): string {
  return `cluster ${cluster + 1}`
}

function effectiveOf({ reference, current }: { reference: RowCounts; current: RowCounts }): Figure['effective'] {
  return { reference: reference.effective, current: current.effective }
}

function shareMoments(rows: number, some: number): Moments {
  return { n: rows, sum: some, squares: some }
}

/** Of values that are at most so far out; within that it is the mean itself, give or take half a bin. */
function meanFigure(change: Change): Figure | null {
  const { compared, tolerance } = change
  const { grid } = compared.signal
  const sorted = [...compared.reference.bins]
    .filter(([, count]) => count > 0)
    .toSorted(([left], [right]) => left - right)
  if (grid === null || sorted.length === 0) return null
  const [low, high] = [binAtShare(sorted, TAIL) - BEYOND, binAtShare(sorted, 1 - TAIL) + BEYOND]
  const origin = grid.centre
  const valueOf = (bin: number): number => middleOf(grid, Math.min(Math.max(bin, low), high)) - origin
  const momentsOf = ({ bins }: Pick<Timed, 'bins'>): Moments =>
    addUp(
      [...bins].map(([bin, count]) => {
        const value = valueOf(bin)
        return { n: count, sum: count * value, squares: count * value ** 2 }
      }),
    )
  const spread = Math.sqrt(wholeVariance(momentsOf(compared.reference)))
  return { name: 'mean', origin, momentsOf, tolerance: tolerance * spread, effective: effectiveOf(change) }
}
