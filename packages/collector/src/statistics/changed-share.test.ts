import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedShare } from './changed-share.ts'
import { drawCells, tryWindows } from './fixtures/noisy-windows.ts'

/** Shares of so many categories, of which the first has `moved` more, at the cost of all others alike. */
function categories(count: number, moved: number): number[] {
  const shares = Array.from({ length: count }, (_, index) => 1 / (index + 1))
  const sum = shares.reduce((all, share) => all + share, 0)
  const first = 1 / sum
  return shares.map((share, index) => (index === 0 ? first + moved : (share / sum) * (1 - moved / (1 - first))))
}

function cellsOf(reference: readonly number[], current: readonly number[]): { reference: number; current: number }[] {
  return reference.map((count, index) => ({ reference: count, current: current[index] ?? 0 }))
}

/** Changes of half the usual tolerance of .05, and of two. */
const cases = [2, 4, 300].flatMap((count) =>
  [30, 200, 2000].flatMap((rows) => [0, 0.025, 0.1].map((moved) => ({ count, rows, moved }))),
)

it.each(cases)('of $rows rows in $count categories, $moved changed, the interval holds', ({ count, rows, moved }) => {
  const [before, after] = [categories(count, 0), categories(count, moved)]
  const { held, claimed } = tryWindows(200, count + rows + moved * 1000, moved, (random) =>
    changedShare(cellsOf(drawCells(before, 1000, random), drawCells(after, rows, random)), {
      reference: 1000,
      current: rows,
    }),
  )
  expect(held).toBeGreaterThanOrEqual(0.95)
  expect(moved > 0 || claimed <= 0.05).toBe(true)
})

it('the distance is the share of rows that must change category', () => {
  const cells = [
    { reference: 50, current: 10 },
    { reference: 50, current: 25 },
    { reference: 0, current: 15 },
  ]
  const { observed, deviation } = changedShare(cells, { reference: 100, current: 50 })
  expect(observed).toBeCloseTo(0.3, 12)
  expect(deviation).toBeCloseTo(Math.sqrt(0.03) / 2, 12)
})

it('categories of no rows change nothing, and of no rows at all nothing is known', () => {
  const cells = [
    { reference: 3, current: 7 },
    { reference: 5, current: 4 },
  ]
  const effective = { reference: 8, current: 11 }
  expect(changedShare([...cells, { reference: 0, current: 0 }], effective)).toEqual(changedShare(cells, effective))
  expect(changedShare([], { reference: 0, current: 0 }).observed).toBeNaN()
})

it('the distance lies within 0 and 1, is the same both ways, and never grows where categories are merged', () => {
  const cell = fc.record({ reference: fc.nat(50), current: fc.nat(50) })
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 20 }), (few) => {
      const cells = [{ reference: 1, current: 0 }, { reference: 0, current: 1 }, ...few]
      const effective = { reference: 10, current: 10 }
      const { observed } = changedShare(cells, effective)
      expect(observed).toBeGreaterThanOrEqual(0)
      expect(observed).toBeLessThanOrEqual(1 + 1e-12)
      const swapped = cells.map(({ reference, current }) => ({ reference: current, current: reference }))
      expect(changedShare(swapped, effective).observed).toBeCloseTo(observed, 12)
      const merged = [{ reference: 1, current: 1 }, ...few]
      expect(changedShare(merged, effective).observed).toBeLessThanOrEqual(observed + 1e-12)
    }),
  )
})
