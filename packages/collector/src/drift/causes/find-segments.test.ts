// Worlds of which it is known what changed in them, seeded: what is found in them, and that nothing is where nothing changed.

import { expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { attributeChange } from './attribution.ts'
import { drawCount, drawCounts } from './draw-counts.ts'
import { addSides, findSegments, type Leaf } from './find-segments.ts'

const SHARES = {
  language: { en: 0.5, de: 0.3, fr: 0.2 },
  'metadata.topic': { refund: 0.2, delivery: 0.4, login: 0.4 },
  model: { a: 0.7, b: 0.3 },
}

type Is = { [dimension: string]: string }

const KINDS: { is: Is; share: number }[] = Object.entries(SHARES).reduce<{ is: Is; share: number }[]>(
  (kinds, [dimension, values]) =>
    kinds.flatMap(({ is, share }) =>
      Object.entries(values).map(([value, part]) => ({ is: { ...is, [dimension]: value }, share: share * part })),
    ),
  [{ is: {}, share: 1 }],
)

interface Change {
  isOf: (is: Is) => boolean
  times?: number
  good?: number
}

/** 80 % are good where nothing else is usual, but for what changed. */
function worldOf(
  random: () => number,
  rows: { reference: number; current: number },
  changes: readonly Change[],
  usual = 0.8,
): Leaf[] {
  const side = (count: number, of: readonly Change[]): Leaf['current'][] => {
    const weights = KINDS.map(({ is, share }) => share * (of.find(({ isOf }) => isOf(is))?.times ?? 1))
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    const counts = drawCounts(
      count,
      weights.map((weight) => weight / all),
      random,
    )
    return KINDS.map(({ is }, place) => {
      const n = counts[place] ?? 0
      const good = drawCount(n, of.find(({ isOf }) => isOf(is))?.good ?? usual, random)
      return { n, sum: good, squares: good }
    })
  }
  const [was, now] = [side(rows.reference, []), side(rows.current, changes)]
  const none = { n: 0, sum: 0, squares: 0 }
  return KINDS.map(({ is }, place) => ({ is, reference: was[place] ?? none, current: now[place] ?? none }))
}

const ROWS = { reference: 8000, current: 2000 }

function tryWorlds(runs: number, changes: readonly Change[], tolerance: number, rows: typeof ROWS = ROWS): Is[][] {
  const random = createRandom(runs)
  return Array.from({ length: runs }, () => {
    const leaves = worldOf(random, rows, changes)
    return findSegments({ leaves, effective: rows, tolerance, most: 8 }).found.map(({ is }) => ({ ...is }))
  })
}

const shareOf = (found: readonly Is[][], isIt: (is: Is[]) => boolean): number =>
  found.filter(isIt).length / found.length

const isGermanRefund = (is: Is): boolean => is['language'] === 'de' && is['metadata.topic'] === 'refund'

it.each([300, 2000, 20_000])(
  'where nothing changed, something is found in one of twenty at most: %i rows',
  (current) => {
    const found = tryWorlds(400, [], 0, { reference: 8000, current })
    expect(shareOf(found, (parts) => parts.length > 0)).toBeLessThanOrEqual(0.05)
  },
)

it('where all changed alike no segment is to blame', () => {
  const found = tryWorlds(200, [{ isOf: () => true, good: 0.6 }], 0.02)
  expect(shareOf(found, (parts) => parts.length > 0)).toBeLessThanOrEqual(0.05)
})

it('more German refunds that went worse are found first, and nothing else', () => {
  const found = tryWorlds(100, [{ isOf: isGermanRefund, times: 2.5, good: 0.4 }], 0.02)
  expect(shareOf(found, ([first]) => first !== undefined && isGermanRefund(first))).toBeGreaterThanOrEqual(0.95)
  expect(shareOf(found, (parts) => parts.length > 1)).toBeLessThanOrEqual(0.05)
})

it('what was rare and is not any more is found as well, and chance makes no more of it', () => {
  const random = createRandom(9)
  const tryRare = (changes: readonly Change[]): Is[][] =>
    Array.from({ length: 100 }, () => {
      const leaves = worldOf(random, { reference: 8000, current: 500 }, changes, 0.005)
      return findSegments({ leaves, effective: { reference: 8000, current: 500 }, tolerance: 0, most: 8 }).found.map(
        ({ is }) => ({ ...is }),
      )
    })
  const found = tryRare([{ isOf: isGermanRefund, times: 2, good: 0.4 }])
  expect(shareOf(found, ([first]) => first !== undefined && isGermanRefund(first))).toBeGreaterThanOrEqual(0.95)
  expect(shareOf(tryRare([]), (parts) => parts.length > 0)).toBeLessThanOrEqual(0.05)
})

it('what changed in all of a language is the language, and not a part of it', () => {
  const found = tryWorlds(100, [{ isOf: (is) => is['language'] === 'de', good: 0.6 }], 0.02)
  const isGerman = (is: Is | undefined): boolean => JSON.stringify(is) === '{"language":"de"}'
  expect(shareOf(found, ([first]) => isGerman(first))).toBeGreaterThanOrEqual(0.95)
})

it('two causes are found one after the other', () => {
  const changes = [
    { isOf: isGermanRefund, good: 0.2 },
    { isOf: (is: Is) => is['model'] === 'b', good: 0.6 },
  ]
  const found = tryWorlds(60, changes, 0.01)
  const names = (parts: Is[]): string[] => parts.slice(0, 2).map((is) => Object.values(is).join(' '))
  expect(shareOf(found, (parts) => names(parts).toSorted().join() === 'b,de refund')).toBeGreaterThanOrEqual(0.9)
})

it('mix and within of what is found are what they truly are, within the interval', () => {
  const random = createRandom(3)
  // Its share goes from 0.06 to 0.15/1.09, and of it 0.8 to 0.4.
  const [was, now] = [0.06, 0.15 / 1.09]
  const mean = 0.8 - 0.4 * now
  const middle = (0.8 + mean) / 2
  const truth = { mix: (now - was) * (0.6 - middle), within: ((was + now) / 2) * -0.4 }
  const runs = 60
  const held = Array.from({ length: runs }, (_, run) => {
    const leaves = worldOf(random, ROWS, [{ isOf: isGermanRefund, times: 2.5, good: 0.4 }])
    const { found, rest } = findSegments({ leaves, effective: ROWS, tolerance: 0.02, most: 8 })
    const groups = [...found.map((each) => each.leaves), rest].map(addSides)
    const part = attributeChange(groups, ROWS, run)?.parts[0]
    if (part === undefined) return false
    const added = truth.mix + truth.within
    expect(part.mix).toBeCloseTo(truth.mix, 1)
    expect(part.within).toBeCloseTo(truth.within, 1)
    return part.low <= added && added <= part.high
  })
  expect(held.filter(Boolean).length / runs).toBeGreaterThanOrEqual(0.9)
})

it('what is of too few rows, of all rows, or of none is never found', () => {
  const moments = (n: number, sum: number): Leaf['current'] => ({ n, sum, squares: sum })
  const find = (leaves: Leaf[]) => findSegments({ leaves, effective: ROWS, tolerance: 0, most: 8 }).found
  const few = { is: { user: 'x' }, reference: moments(50, 50), current: moments(50, 0) }
  const others = { is: { user: 'y' }, reference: moments(5000, 4000), current: moments(1000, 800) }
  expect(find([few, others])).toEqual([])
  expect(find([{ ...others, current: moments(1000, 100) }])).toEqual([])
  expect(find([])).toEqual([])
  const gone = { is: { model: 'a' }, reference: moments(1000, 800), current: moments(0, 0) }
  const came = { is: { model: 'b' }, reference: moments(0, 0), current: moments(1000, 100) }
  expect(find([gone, came])).toEqual([])
})
