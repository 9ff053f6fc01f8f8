// Where a change comes from: the segments that carry it, and everything else, which add up to all of it.

import type { DriftCause, DriftPart } from '@trimtab/contract/drift'
import type { Change } from '../decisions/change.ts'
import type { ReadInput } from '../reading/read-sides.ts'
import { attributeChange, type AttributedPart } from './attribution.ts'
import { type Figure, figureOf } from './figure.ts'
import { addSides, findSegments, type Found, type Leaf } from './find-segments.ts'
import { meanOf, type Moments, type SegmentMoments } from './moments.ts'
import { readLeaves } from './read-leaves.ts'

const PARTS_MAX = 8
/** The same rows have the same intervals. */
const SEED = 11

/** Null where a side is empty, all is one segment, or numbers are beyond all that can be added up. */
export async function readCause(input: ReadInput, change: Change): Promise<DriftCause | null> {
  const figure = figureOf(change)
  if (figure === null) return null
  const leaves = await readLeaves(input, change.compared.signal, figure)
  return leaves.length < 2 ? null : causeOf(leaves, figure)
}

/**
 * The parts that were found, those that add most first; what is left is the last, and named by nothing. A segment is without
 * those that were found before it, so no row is in two.
 */
function causeOf(leaves: readonly Leaf[], figure: Omit<Figure, 'momentsOf'>): DriftCause | null {
  const { effective, tolerance } = figure
  const { found, rest } = findSegments({ leaves, effective, tolerance, most: PARTS_MAX - 1 })
  const groups: Found[] = rest.length > 0 ? [...found, { is: {}, leaves: rest }] : found
  const sides = groups.map((group) => addSides(group.leaves))
  const attribution = attributeChange(sides, effective, SEED)
  if (attribution === null) return null
  const { change } = attribution
  const all = addSides(leaves)
  const parts = groups.flatMap((group, place): DriftPart[] => {
    const [moments, part] = [sides[place], attribution.parts[place]]
    if (moments === undefined || part === undefined) return []
    return [partOf(group, { moments, all, origin: figure.origin }, { part, change })]
  })
  const byWeight = parts.toSorted((left, right) => isRest(left) - isRest(right) || addedBy(right) - addedBy(left))
  const cause = { figure: figure.name, change, parts: byWeight }
  return isAllFinite(cause) ? cause : null
}

function isRest({ segment }: DriftPart): number {
  return Number(Object.keys(segment).length === 0)
}

function addedBy({ mix, within }: DriftPart): number {
  return Math.abs(mix + within)
}

interface Within {
  moments: SegmentMoments
  all: SegmentMoments
  origin: number
}

function partOf(
  { is }: Found,
  { moments, all, origin }: Within,
  { part, change }: { part: AttributedPart; change: number },
): DriftPart {
  const sideOf = (own: Moments, whole: Moments): DriftPart['reference'] => ({
    share: whole.n > 0 ? own.n / whole.n : 0,
    value: own.n > 0 ? origin + meanOf(own) : null,
    n: Math.round(own.n),
  })
  return {
    segment: { ...is },
    reference: sideOf(moments.reference, all.reference),
    current: sideOf(moments.current, all.current),
    ...part,
    explains: change === 0 ? 0 : (part.mix + part.within) / change,
  }
}

function isAllFinite({ change, parts }: DriftCause): boolean {
  const numbers = parts.flatMap(({ reference, current, mix, within, low, high, explains }) => {
    const values = [reference.value, current.value].filter((value) => value !== null)
    return [...values, mix, within, low, high, explains]
  })
  return [change, ...numbers].every(Number.isFinite)
}
