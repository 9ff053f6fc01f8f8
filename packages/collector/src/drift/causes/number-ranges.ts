// Ranges of numbers that have about as many rows of the reference each, with ends that can be read.

import type { SpreadBin } from '@trimtab/contract/drift'
import { type Grid, middleOf } from '../../sketches/grid.ts'

/** What falls into one part of a spread. */
export interface SpreadPart extends Pick<SpreadBin, 'label' | 'from' | 'to'> {
  has: (bin: number) => boolean
}

/** So much of what came now lies beyond all of the reference before it is a range of its own. */
const BEYOND_MIN = 0.01
const DIGITS_MIN = 3
const DIGITS_MAX = 17

type Counts = ReadonlyMap<number, number>

/**
 * A value that many have, such as zero, is a range by itself. The outermost ranges are open, so that each value has one. Of
 * no reference there is one range of all.
 */
export function rangesOf(grid: Grid, reference: Counts, current: Counts, most: number): SpreadPart[] {
  const [sorted, now] = [sortedOf(reference), sortedOf(current)]
  const beyond = beyondOf(sorted, now)
  const filled = [...new Set([...sorted, ...now].map(([bin]) => bin))].toSorted((left, right) => left - right)
  let starts: number[] = []
  for (let ranges = most; ranges > 0; ranges -= 1) {
    starts = [...beyond, ...startsOf(sorted, ranges)].toSorted((left, right) => left - right)
    if (starts.length < most) break
  }
  const ends = starts.map((bin) => ({ bin, value: readableEnd(grid, filled, bin) }))
  return Array.from({ length: ends.length + 1 }, (_, place): SpreadPart => {
    const [first, next] = [ends[place - 1], ends[place]]
    const [from, to] = [first?.value ?? null, next?.value ?? null]
    return {
      label: labelOf(from, to),
      from,
      to,
      has: (bin) => bin >= (first?.bin ?? -Infinity) && bin < (next?.bin ?? Infinity),
    }
  })
}

type Sorted = readonly (readonly [bin: number, count: number])[]

function sortedOf(counts: Counts): Sorted {
  return [...counts].filter(([, count]) => count > 0).toSorted(([left], [right]) => left - right)
}

/** The first bins of all ranges but the first, where the reference is cut into at most so many parts and bins that are one. */
function startsOf(sorted: Sorted, ranges: number): number[] {
  const part = sumOf(sorted) / ranges
  const starts: number[] = []
  let rows = 0
  for (const [place, [bin, count]] of sorted.entries()) {
    const isOwn = count >= part
    if (place > 0 && (isOwn || rows >= part)) {
      starts.push(bin)
      rows = 0
    }
    // What is a range by itself is full whatever comes next.
    rows += isOwn ? Infinity : count
  }
  return starts
}

/** Where values of now begin that lie below or above all of the reference, if they are many. */
function beyondOf(reference: Sorted, current: Sorted): number[] {
  const [first, last] = [reference[0]?.[0], reference.at(-1)?.[0]]
  if (first === undefined || last === undefined) return []
  const least = BEYOND_MIN * sumOf(current)
  const below = sumOf(current.filter(([bin]) => bin < first))
  const above = sumOf(current.filter(([bin]) => bin > last))
  return [...(below > least ? [first] : []), ...(above > least ? [last + 1] : [])]
}

/** In the middle of where nothing lies, with three digits, or as many as it takes to lie between what does. */
function readableEnd(grid: Grid, filled: readonly number[], bin: number): number {
  const below = middleOf(grid, filled.findLast((other) => other < bin) ?? bin - 1)
  const above = middleOf(grid, filled.find((other) => other >= bin) ?? bin)
  const exact = below / 2 + above / 2
  for (let digits = DIGITS_MIN; digits < DIGITS_MAX; digits += 1) {
    const rounded = Number(exact.toPrecision(digits))
    if (below < rounded && rounded <= above) return rounded
  }
  return exact
}

function labelOf(from: number | null, to: number | null): string {
  if (from === null) return to === null ? 'all' : `below ${to}`
  return to === null ? `${from} and more` : `${from} to ${to}`
}

function sumOf(counts: Sorted): number {
  return counts.reduce((sum, [, count]) => sum + count, 0)
}
