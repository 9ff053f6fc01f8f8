import type { SpreadBin } from '@trimtab/contract/drift'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binOf } from '../../sketches/grid.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import { type Counted, comparedOf } from '../fixtures/compared-of.ts'
import { partsOf, spreadOf } from './spread.ts'

const LABEL: Partial<WatchedSignal> = { kind: 'category', categories: ['a', 'b', 'c'] }

function numbers(values: readonly number[], grid: { centre: number; spread: number }): Counted {
  const bins: { [bin: number]: number } = {}
  for (const value of values) bins[binOf(grid, value)] = (bins[binOf(grid, value)] ?? 0) + 1
  return { bins }
}

const shareOf = (bins: readonly SpreadBin[], side: 'reference' | 'current' | 'share'): number =>
  bins.reduce((sum, bin) => sum + bin[side], 0)

it('categories stand by size, each with what it carries of the difference', () => {
  const spread = spreadOf(comparedOf(LABEL, { bins: { 1: 80, 2: 20 } }, { bins: { 1: 80, 2: 10, 3: 10 } }))
  expect(spread.map(({ label, reference, current }) => [label, reference, current])).toEqual([
    ['a', 0.8, 0.8],
    ['b', 0.2, 0.1],
    ['c', 0, 0.1],
  ])
  const [a, b, c] = spread.map(({ share }) => share)
  expect(a).toBe(0)
  expect(c).toBeGreaterThan(b ?? NaN)
})

it('of many categories twelve have a name', () => {
  const bins = Object.fromEntries(Array.from({ length: 40 }, (_, code) => [code, 40 - code]))
  const categories = Array.from({ length: 39 }, (_, place) => `name ${place + 1}`)
  const spread = spreadOf(comparedOf({ kind: 'category', categories }, { bins }, { bins }))
  expect(spread.map(({ label }) => label).slice(-2)).toEqual(['name 12', 'all others'])
  expect(shareOf(spread, 'reference')).toBeCloseTo(1, 12)
})

it('clusters stand by number, and what tells customers apart by nothing', () => {
  const cluster: Partial<WatchedSignal> = { kind: 'vector' }
  const spread = spreadOf(comparedOf(cluster, { bins: { 3: 5, 0: 5 } }, { bins: { 0: 1 } }))
  expect(spread.map(({ label }) => label)).toEqual(['cluster 1', 'cluster 4'])
  const identifier = { ...LABEL, isIdentifier: true as const }
  expect(spreadOf(comparedOf(identifier, { bins: { 0: 5 } }, { bins: { 0: 5 } }))).toEqual([])
  expect(spreadOf(comparedOf({ grid: null }, {}, {}))).toEqual([])
})

it('numbers fall into ranges of about as many rows, with ends that can be read', () => {
  const grid = { centre: 50, spread: 20 }
  const values = Array.from({ length: 1000 }, (_, place) => place / 10)
  const now = values.map((value) => value + 30)
  const spread = spreadOf(comparedOf({ grid }, numbers(values, grid), numbers(now, grid)))
  expect(spread.length).toBeGreaterThanOrEqual(9)
  expect(spread.length).toBeLessThanOrEqual(12)
  for (const { from, reference } of spread.slice(0, -1)) {
    expect(reference).toBeGreaterThan(0.05)
    expect(reference).toBeLessThan(0.15)
    expect(String(from ?? 0).length).toBeLessThanOrEqual(4)
  }
  // What is beyond all that was ever seen before is a range of its own.
  expect(spread.at(-1)).toMatchObject({ reference: 0, to: null })
  expect(spread.at(-1)?.current).toBeCloseTo(0.3, 1)
})

it('whole numbers, and what many have, stand by themselves', () => {
  const grid = { centre: 2, spread: 1 }
  const turns = (few: number): Counted => numbers([1, 1, 1, 2, 2, 3, 3, 3, 3, ...Array<number>(few).fill(9)], grid)
  const spread = spreadOf(comparedOf({ grid }, turns(0), turns(3)))
  expect(spread.map(({ label }) => label)).toEqual(['below 1.5', '1.5 to 2.5', '2.5 to 5.98', '5.98 and more'])
  const same = numbers([5, 5, 5], { centre: 0, spread: 1 })
  expect(spreadOf(comparedOf({}, same, same)).map(({ label, share }) => [label, share])).toEqual([['all', 0]])
})

it('ends have as many digits as tell what lies at either side of them', () => {
  const grid = { centre: 1_700_000_000, spread: 1 }
  const values = Array.from({ length: 100 }, (_, place) => grid.centre + place / 10)
  const spread = spreadOf(comparedOf({ grid }, numbers(values, grid), numbers(values, grid)))
  const ends = spread.flatMap(({ to }) => (to === null ? [] : [to]))
  expect(new Set(ends).size).toBe(ends.length)
  expect(ends.length).toBeGreaterThan(5)
})

const bins = fc.dictionary(fc.integer({ min: -40_000, max: 40_000 }).map(String), fc.nat({ max: 50 }), { maxKeys: 30 })

it('every row is in one part, and shares of the difference are none below zero and add up to one', () => {
  const signal = fc.constantFrom<Partial<WatchedSignal>>(
    {},
    { grid: { centre: 1e300, spread: 1e-300 } },
    { grid: { centre: 0, spread: 1e300 } },
    { kind: 'category', categories: ['a'] },
    { kind: 'vector' },
  )
  fc.assert(
    fc.property(signal, bins, bins, (of, reference, current) => {
      const compared = comparedOf(of, { bins: reference }, { bins: current })
      const parts = partsOf(compared)
      expect(parts.length).toBeLessThanOrEqual(of.kind === 'vector' ? 60 : 13)
      for (const bin of [...Object.keys(reference), ...Object.keys(current)].map(Number))
        expect(parts.filter(({ has }) => has(bin)).length).toBe(1)
      const spread = spreadOf(compared)
      expect(JSON.parse(JSON.stringify(spread))).toEqual(spread)
      for (const side of ['reference', 'current'] as const)
        expect(shareOf(spread, side)).toBeCloseTo(compared[side].seen > 0 ? 1 : 0, 9)
      expect(spread.every(({ share }) => share >= 0)).toBe(true)
      const all = shareOf(spread, 'share')
      expect(all === 0 || Math.abs(all - 1) < 1e-9).toBe(true)
    }),
    { numRuns: 60 },
  )
})
