// A change of a mean or a share, taken apart over segments: what each adds by being more or fewer, and by being otherwise.

import { normalFrom } from '../../statistics/normal-from.ts'
import { createRandom } from '../../statistics/random.ts'
import { drawCounts } from './draw-counts.ts'
import { addUp, meanOf, type Moments, type SegmentMoments, varianceOf, wholeVariance } from './moments.ts'

export interface AttributedPart {
  mix: number
  within: number
  /** Of both together, in 95 of 100. */
  low: number
  high: number
}

export interface Attribution {
  change: number
  /** In the order of the segments. */
  parts: AttributedPart[]
}

const REPLICATES = 500

/**
 * With p the share of a segment, μ its mean, before (0) and now (1), and m the middle of both means of all:
 *
 *   μ₁ − μ₀ of all  =  Σ (p₁ − p₀) · ((μ₀ + μ₁)/2 − m)  +  Σ (p₀ + p₁)/2 · (μ₁ − μ₀)
 *                       mix: more or fewer of them           within: they are otherwise
 *
 * It is exact whatever m is, since Σ (p₁ − p₀) = 0; from the middle both sides count alike, and swapping them turns every
 * sign. Where a segment is empty on one side its mean there is nothing that was seen, and weighs nothing in either mean: it is
 * taken to be that of the other side, so that all it adds is mix, and the sum stays exact. Null where a side has no rows.
 * E. Kitagawa, "Components of a difference between two rates", JASA 50 (1955).
 *
 * Intervals are from the 2.5 % to the 97.5 % quantile of 500 worlds that are drawn from what was seen: how many rows of each
 * segment there are (multinomial), and what their mean is (normal, with the variance of their values). They are of the
 * segments as they are given, and not valid for the largest of many that were looked at: whoever picked them must ask for more.
 * `effective`: so many rows of each side, each by itself, say as much as all of them.
 */
export function attributeChange(
  segments: readonly SegmentMoments[],
  effective: { reference: number; current: number },
  seed: number,
): Attribution | null {
  const was = sideOf(segments.map(({ reference }) => reference))
  const now = sideOf(segments.map(({ current }) => current))
  if (was === null || now === null) return null
  const parts = takeApart(was, now)
  const random = createRandom(seed)
  const drawn = Array.from({ length: REPLICATES }, () =>
    takeApart(drawSide(was, effective.reference, random), drawSide(now, effective.current, random)),
  )
  return {
    change: now.mean - was.mean,
    parts: parts.map((part, place) => {
      const added = drawn.map((world) => sumOf(world[place])).toSorted((left, right) => left - right)
      const at = (share: number): number => added[Math.round(share * (REPLICATES - 1))] ?? sumOf(part)
      return { ...part, low: Math.min(at(0.025), sumOf(part)), high: Math.max(at(0.975), sumOf(part)) }
    }),
  }
}

/** Of one side, by segment. */
interface Side {
  mean: number
  shares: number[]
  /** Null where there are no rows. */
  means: (number | null)[]
  variances: number[]
}

type Added = Pick<AttributedPart, 'mix' | 'within'>

function sumOf(added: Added | undefined): number {
  return added === undefined ? 0 : added.mix + added.within
}

function sideOf(all: readonly Moments[]): Side | null {
  const whole = addUp(all)
  if (!(whole.n > 0)) return null
  const variance = wholeVariance(whole)
  return {
    mean: meanOf(whole),
    shares: all.map(({ n }) => n / whole.n),
    means: all.map((some) => (some.n > 0 ? meanOf(some) : null)),
    variances: all.map((some) => varianceOf(some, variance)),
  }
}

function takeApart(was: Side, now: Side): Added[] {
  const middle = (was.mean + now.mean) / 2
  return was.shares.map((before, place) => {
    const after = now.shares[place] ?? 0
    const [first, second] = [was.means[place] ?? null, now.means[place] ?? null]
    const [from, to] = [first ?? second ?? middle, second ?? first ?? middle]
    // Never minus zero.
    return { mix: (after - before) * ((from + to) / 2 - middle) + 0, within: ((before + after) / 2) * (to - from) + 0 }
  })
}

/** As it might have come out. A side of less than one row that says anything is drawn as one. */
function drawSide(side: Side, effective: number, random: () => number): Side {
  const rows = Math.max(1, Math.round(effective))
  const counts = drawCounts(rows, side.shares, random)
  const means = counts.map((count, place) => {
    const mean = side.means[place] ?? null
    if (count === 0 || mean === null) return null
    return mean + Math.sqrt((side.variances[place] ?? 0) / count) * normalFrom(random)
  })
  const shares = counts.map((count) => count / rows)
  return { ...side, shares, means, mean: shares.reduce((sum, share, place) => sum + share * (means[place] ?? 0), 0) }
}
