// Which segments a change comes from: the one without which most of it surely would not be, then the next among what is left.

import { addUp, meanOf, type Moments, type SegmentMoments, scaled, varianceOf, wholeVariance } from './moments.ts'

type Dimensions = { readonly [dimension: string]: string }

/** All dimensions of what was counted together; what is beyond the bound has none. */
export interface Leaf extends SegmentMoments {
  is: Dimensions
}

export interface Found {
  is: Dimensions
  /** Those that are it, and in none found before. */
  leaves: Leaf[]
}

export interface FindInput {
  leaves: readonly Leaf[]
  effective: { reference: number; current: number }
  /** A change of what is left that is no more than this is none to look into. */
  tolerance: number
  most: number
}

/** Of both sides together. Less is too little to name. */
const ROWS_MIN = 200
const SHARE_MIN = 0.01
/** Of the change of what is left: what adds less is no cause of it, however sure it is. */
const PART_MIN = 0.05
/** A part of a segment with so few of its rows, and so much of its gain, is what it is all about. */
const CORE_ROWS = 0.5
const CORE_GAIN = 0.85
/** What rounding leaves of weighted rows when all are taken away. */
const NONE = 1e-6
/** χ² of one degree of freedom, 95 %. */
const CERTAIN = 3.84

/**
 * With Δ the change of the mean of what is left, and Δ′ the same without the segment, it takes away
 *
 *   gain = Δ − Δ′,   which must be in the direction of Δ:   zero where the segment changed as all others did.
 *
 * Of all single values of dimensions and all pairs of two dimensions the one is taken whose gain is the most certain,
 *
 *   (gain / its deviation)² − 2 · depth · ln K,
 *
 * with K the single ones that were tried, since one of many is large by chance, and pairs are about K² of them. Where that is
 * not above 3.84 it is not certain, and nothing more is found: where nothing happened anything is found in at most about one of
 * twenty. Where half of the segment or less, with one more dimension, has nearly all of the gain, it is that half. A part of what
 * changed, or more than that, is less certain than all of it and nothing else, so it is the segment itself that is found, where
 * there are rows enough. Not valid where rows of a segment hang together more than all do.
 */
export function findSegments({ leaves, effective, tolerance, most }: FindInput): { found: Found[]; rest: Leaf[] } {
  const all = addSides(leaves)
  const ratio = {
    reference: all.reference.n > 0 ? effective.reference / all.reference.n : 0,
    current: all.current.n > 0 ? effective.current / all.current.n : 0,
  }
  const rowsMin = Math.max(ROWS_MIN, SHARE_MIN * (all.reference.n + all.current.n))
  const found: Found[] = []
  let rest = [...leaves]
  let tried: number | null = null
  while (found.length < most) {
    const whole = addSides(rest)
    const change = meanOf(whole.current) - meanOf(whole.reference)
    // Of no rows it is no number.
    if (!(Math.abs(change) > tolerance)) break
    const candidates = candidatesOf(rest, rowsMin)
    tried ??= candidates.filter(({ is }) => Object.keys(is).length === 1).length
    const best = mostCertain(candidates, { whole, change, ratio, penalty: 2 * Math.log(Math.max(1, tried)) })
    if (best === null) break
    found.push(best)
    rest = rest.filter((leaf) => !best.leaves.includes(leaf))
  }
  return { found, rest }
}

interface Trial {
  whole: SegmentMoments
  change: number
  ratio: { reference: number; current: number }
  /** Of each dimension that is named. */
  penalty: number
}

interface Tried extends Found {
  gain: number
  score: number
  rows: number
}

function mostCertain(candidates: readonly Found[], trial: Trial): Found | null {
  const certain = candidates
    .map((candidate) => tryOut(candidate, trial))
    .filter(({ score }) => score > CERTAIN)
    .toSorted((left, right) => right.score - left.score)
  const [best] = certain
  if (best === undefined) return null
  const { is, leaves } = certain.find((one) => isCoreOf(one, best)) ?? best
  return { is, leaves }
}

/** A smaller part of it that takes away nearly as much: what else is in it has not changed. */
function isCoreOf({ is, gain, rows }: Tried, whole: Tried): boolean {
  const isPart = Object.entries(whole.is).every(([dimension, value]) => is[dimension] === value)
  return isPart && rows <= CORE_ROWS * whole.rows && gain / whole.gain >= CORE_GAIN
}

/** Nothing is certain of what explains nothing, or has nothing besides it. */
function tryOut(candidate: Found, { whole, change, ratio, penalty }: Trial): Tried {
  const segment = addSides(candidate.leaves)
  const rows = segment.reference.n + segment.current.n
  const others = {
    reference: minus(whole.reference, segment.reference),
    current: minus(whole.current, segment.current),
  }
  const isAll = !(others.reference.n > NONE && others.current.n > NONE)
  const gain = isAll ? 0 : change - (meanOf(others.current) - meanOf(others.reference))
  if (gain * change <= 0 || Math.abs(gain) < PART_MIN * Math.abs(change)) return { ...candidate, gain, rows, score: 0 }
  const deviation = gainDeviation(effectiveRows(segment, ratio), effectiveRows(others, ratio))
  const certainty = deviation > 0 ? (gain / deviation) ** 2 : 0
  return { ...candidate, gain, rows, score: certainty - Object.keys(candidate.is).length * penalty }
}

/**
 * With q the share of the segment on one side, μ and v its mean and variance, and r all others, the mean of all is above that
 * of the others by q(μ − μᵣ), which varies by
 *
 *   ( q(1 − q)(μ − μᵣ)² + q v + q² vᵣ/(1 − q) ) / n
 *
 * The deviation is half of what both sides have as they are, and half of what both would have if nothing had changed: the
 * first alone is too large where something rare became frequent, and the second too small where few rows are something rare,
 * while both together are that of a square root, which is even for counts: 2(√x − √λ) = (x − λ) / ½(√x + √λ).
 */
function gainDeviation(segment: SegmentMoments, others: SegmentMoments): number {
  const [own, other] = [addUp([segment.reference, segment.current]), addUp([others.reference, others.current])]
  const rows = (side: 'reference' | 'current'): number => segment[side].n + others[side].n
  const unchanged = gainVariance(own, other, own) * (1 / rows('reference') + 1 / rows('current'))
  const asTheyAre =
    gainVariance(segment.reference, others.reference, own) / rows('reference') +
    gainVariance(segment.current, others.current, own) / rows('current')
  return (Math.sqrt(unchanged) + Math.sqrt(asTheyAre)) / 2
}

/** Of one row. One more of each is taken, so that a share that was never seen is not known to be zero, and has the mean of any. */
function gainVariance(segment: Moments, others: Moments, any: Moments): number {
  const share = (segment.n + 1) / (segment.n + others.n + 2)
  const variance = wholeVariance(addUp([segment, others]))
  const apart = meanOf(segment.n > 0 ? segment : any) - meanOf(others)
  return (
    share * (1 - share) * apart ** 2 +
    share * varianceOf(segment, variance) +
    (share ** 2 * varianceOf(others, variance)) / (1 - share)
  )
}

function effectiveRows({ reference, current }: SegmentMoments, ratio: Trial['ratio']): SegmentMoments {
  return { reference: scaled(reference, ratio.reference), current: scaled(current, ratio.current) }
}

/** Those with fewer dimensions first; of several that are of the same rows the first. */
function candidatesOf(leaves: readonly Leaf[], rowsMin: number): Found[] {
  const byKey = new Map<string, Found>()
  for (const leaf of leaves) {
    for (const is of segmentsOf(leaf.is)) {
      const key = JSON.stringify(is)
      const candidate = byKey.get(key)
      if (candidate === undefined) byKey.set(key, { is: Object.fromEntries(is), leaves: [leaf] })
      else candidate.leaves.push(leaf)
    }
  }
  const places = new Map(leaves.map((leaf, place) => [leaf, place]))
  const different = new Map<string, Found>()
  for (const candidate of byKey.values()) {
    const { reference, current } = addSides(candidate.leaves)
    if (reference.n + current.n < rowsMin) continue
    const key = candidate.leaves.map((leaf) => places.get(leaf)).join(' ')
    const before = different.get(key)
    if (before === undefined || Object.keys(candidate.is).length < Object.keys(before.is).length)
      different.set(key, candidate)
  }
  return [...different.values()]
}

/** Each of its dimensions by itself, and every two of them. */
function segmentsOf(is: Dimensions): (readonly (readonly [string, string])[])[] {
  const single = Object.entries(is)
  return [
    ...single.map((one) => [one]),
    ...single.flatMap((one, place) => single.slice(place + 1).map((other) => [one, other])),
  ]
}

export function addSides(all: readonly SegmentMoments[]): SegmentMoments {
  return {
    reference: addUp(all.map(({ reference }) => reference)),
    current: addUp(all.map(({ current }) => current)),
  }
}

function minus(whole: Moments, part: Moments): Moments {
  return { n: whole.n - part.n, sum: whole.sum - part.sum, squares: whole.squares - part.squares }
}
