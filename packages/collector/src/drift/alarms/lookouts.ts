// Which shares of a signal are guarded: rows above or not above a few of the reference's quantiles, rows in one category or
// near one cluster, rows with nothing, rows of another type. A share is exact in every hour on both sides, because it is
// made of whole bins, and one kind of detector does for all signals.

import { CATEGORIES_PER_SIGNAL_MAX } from '@trimtab/contract'
import type { WatchedSignal } from '../../store/state-watch.ts'
import type { Timed } from '../reading/timed.ts'

/** Whatever was unseen before is a share of the values. */
export type GuardedAspect = 'values' | 'missing' | 'type'

/** What a share is a share of; bins are those of the signal's own grid. */
export type ShareOf =
  | { is: 'above' | 'at_most'; bin: number }
  | { is: 'category' | 'rate'; category: string }
  | { is: 'others' | 'unseen' | 'missing' | 'type' }
  | { is: 'cluster'; cluster: number }

/** What is counted of a signal, in an hour or in all of the reference. */
type Counts = Pick<Timed, 'rows' | 'seen' | 'missing' | 'odd' | 'bins'>

interface Told {
  n: number
  k: number
}

export interface GuardedShare {
  /** The same when the reference is renewed, so that its bets go on. */
  name: string
  of: ShareOf
  /** Below: it is turned around, and what is counted is all that is not it. */
  isBelow: boolean
  telling: (hour: Counts) => Told
  /** What a reference says of the share, where it is not the share itself that it can say something of. */
  trial: { fromMs: number; telling: (hour: Counts) => Told } | null
}

type SignalShape = Pick<WatchedSignal, 'kind' | 'categories' | 'isIdentifier'>

/** By place in this list, so that a cut goes on where its number is another tomorrow. */
const QUANTILES: readonly number[] = [0.1, 0.5, 0.9]
const CATEGORIES_GUARDED = 20
/** What is less than this in the reference can hardly fall by much: nobody guards it from below. */
const FALLS_FROM = 0.1
/** What is unseen is learned by the last quarter of the reference: it says how much is new to the rest. */
const TRIAL = 0.25

/** Nobody else can come to these, and the first is the one that is told of. */
const CLOSED: readonly (readonly string[])[] = [
  ['true', 'false'],
  ['up', 'down'],
  ['right', 'wrong'],
]

/** None where the reference says nothing of it. */
export function guardedShares(signal: SignalShape, aspect: GuardedAspect, hours: readonly Timed[]): GuardedShare[] {
  const reference = countsIn(hours)
  if (aspect === 'missing') return missingShares(reference)
  if (aspect === 'type') return [sideOf('type', { is: 'type' }, ({ rows, odd }) => ({ n: rows, k: odd }))]
  if (reference.seen === 0) return []
  if (signal.kind === 'number') return numberShares(reference)
  if (signal.kind === 'vector') return clusterShares(reference)
  return signal.isIdentifier === true ? [] : categoryShares(signal, reference, hours)
}

/** How many rows tell something of this aspect. */
export function rowsOn(aspect: GuardedAspect, hours: readonly Timed[]): number {
  return hours.reduce((sum, { rows, seen }) => sum + (aspect === 'values' ? seen : rows), 0)
}

function sideOf(name: string, of: ShareOf, telling: GuardedShare['telling'], isBelow = false): GuardedShare {
  return { name, of, isBelow, telling: isBelow ? turned(telling) : telling, trial: null }
}

function turned(telling: GuardedShare['telling']): GuardedShare['telling'] {
  return (hour) => {
    const { n, k } = telling(hour)
    return { n, k: n - k }
  }
}

function bothSides(name: string, of: ShareOf, telling: GuardedShare['telling']): GuardedShare[] {
  return [sideOf(`${name} up`, of, telling), sideOf(`${name} down`, of, telling, true)]
}

function missingShares(reference: Counts): GuardedShare[] {
  const sides = bothSides('missing', { is: 'missing' }, ({ rows, missing }) => ({ n: rows, k: missing }))
  return reference.missing > FALLS_FROM * reference.rows ? sides : sides.slice(0, 1)
}

function numberShares(reference: Counts): GuardedShare[] {
  return QUANTILES.flatMap((quantile) => {
    const bin = cutAt(reference, quantile)
    const above = binsIn((at) => at > bin)
    const name = `q${quantile * 100}`
    return [
      sideOf(`${name} above`, { is: 'above', bin }, above),
      sideOf(`${name} at most`, { is: 'at_most', bin }, turned(above)),
    ]
  })
}

/**
 * After which bin to cut so that the share up to there is nearest to this one: after the quantile's bin or before it, which
 * matters where a bin holds much, as where all values are whole or the same.
 */
function cutAt(reference: Counts, quantile: number): number {
  const n = reference.seen
  let below = 0
  for (const [bin, count] of [...reference.bins].toSorted(([left], [right]) => left - right)) {
    const upTo = below + count
    if (upTo >= quantile * n) return quantile * n - below < upTo - quantile * n ? bin - 1 : bin
    below = upTo
  }
  return 0
}

function clusterShares({ bins }: Counts): GuardedShare[] {
  return [...bins.keys()]
    .toSorted((left, right) => left - right)
    .flatMap((cluster) =>
      bothSides(
        `cluster ${cluster}`,
        { is: 'cluster', cluster },
        binsIn((at) => at === cluster),
      ),
    )
}

function categoryShares(signal: SignalShape, reference: Counts, hours: readonly Timed[]): GuardedShare[] {
  const codes = [...reference.bins].toSorted(([, left], [, right]) => right - left).map(([code]) => code)
  const known = codes.filter((code) => code !== 0)
  const isFew = codes.length <= 2 && known.length === codes.length
  const shares = isFew ? tellingShares(signal, known) : mostShares(signal, reference, known)
  const closed = CLOSED.some((pair) => signal.categories.every((category) => pair.includes(category)))
  const unseen = closed ? null : unseenShare(signal, hours)
  return unseen === null ? shares : [...shares, unseen]
}

/** Of two categories one says all: the one that is told of, or else the rarer. */
function tellingShares({ categories }: SignalShape, codes: readonly number[]): GuardedShare[] {
  const named = codes.find((code) => CLOSED.some(([telling]) => telling === categories[code - 1]))
  const code = named ?? codes.at(-1) ?? 0
  const category = categories[code - 1] ?? ''
  return bothSides(
    `is ${category}`,
    { is: 'rate', category },
    binsIn((at) => at === code),
  )
}

function mostShares({ categories }: SignalShape, reference: Counts, known: readonly number[]): GuardedShare[] {
  const most = known.slice(0, CATEGORIES_GUARDED)
  const shares = most.flatMap((code) => {
    const category = categories[code - 1] ?? ''
    const isMuch = (reference.bins.get(code) ?? 0) > FALLS_FROM * reference.seen
    const sides = bothSides(
      `is ${category}`,
      { is: 'category', category },
      binsIn((at) => at === code),
    )
    return isMuch ? sides : sides.slice(0, 1)
  })
  const others = new Set([...reference.bins.keys()].filter((code) => !most.includes(code)))
  if (others.size === 0) return shares
  return [
    ...shares,
    sideOf(
      'others',
      { is: 'others' },
      binsIn((at) => others.has(at)),
    ),
  ]
}

/**
 * What the reference never had. Of it the reference says nothing, and where there are many rare categories new ones are
 * usual; so the last quarter of its rows is held against those before, to which at least as much is new as to all of them.
 * None where no time tells them apart, or where what is new has no code of its own.
 */
function unseenShare({ categories }: SignalShape, hours: readonly Timed[]): GuardedShare | null {
  const rows = rowsOn('values', hours)
  let before = 0
  let fromMs: number | null = null
  const known = new Set<number>()
  const all = new Set<number>()
  for (const { startMs, seen, bins } of hours) {
    if (fromMs === null && before >= (1 - TRIAL) * rows) fromMs = startMs
    before += seen
    for (const code of bins.keys()) {
      all.add(code)
      if (fromMs === null) known.add(code)
    }
  }
  if (fromMs === null || (categories.length >= CATEGORIES_PER_SIGNAL_MAX && all.has(0))) return null
  const share = sideOf(
    'unseen',
    { is: 'unseen' },
    binsIn((at) => !all.has(at)),
  )
  return { ...share, trial: { fromMs, telling: binsIn((at) => !known.has(at)) } }
}

function binsIn(isIn: (bin: number) => boolean): GuardedShare['telling'] {
  return ({ seen, bins }) => {
    let k = 0
    for (const [bin, count] of bins) if (isIn(bin)) k += count
    return { n: seen, k }
  }
}

function countsIn(hours: readonly Timed[]): Counts {
  const all = { rows: 0, seen: 0, missing: 0, odd: 0, bins: new Map<number, number>() }
  for (const { rows, seen, missing, odd, bins } of hours) {
    all.rows += rows
    all.seen += seen
    all.missing += missing
    all.odd += odd
    for (const [bin, count] of bins) all.bins.set(bin, (all.bins.get(bin) ?? 0) + count)
  }
  return all
}
