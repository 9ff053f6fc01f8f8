import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawCells, tryWindows } from './fixtures/noisy-windows.ts'
import { type GridCell, movedDistance } from './moved-distance.ts'

const effective = { reference: 100, current: 100 }

/** Shares of cells of a tenth of a standard deviation. */
function bell(middle: number, width: number): number[] {
  return positions.map((at) => Math.exp(-(((at - middle) / width) ** 2) / 2))
}

const positions = Array.from({ length: 121 }, (_, index) => index / 10 - 6)
/** As are the logarithms of a lognormal of two peaks: most requests are short, and some are ten times as long. */
const shapes: Record<string, (moved: number) => number[]> = {
  normal: (moved) => bell(moved, 1),
  'lognormal, by its logarithm': (moved) =>
    bell(-0.5 + moved, 0.6).map((share, at) => share + (bell(2, 0.9)[at] ?? 0) / 9),
  'wider, not moved': (moved) => bell(0, 1 + moved),
  'mostly one value': (moved) => positions.map((at) => (at === 0 ? 1 : at === 1 ? 0.05 + moved : 0)),
}

function gridOf(reference: readonly number[], current: readonly number[]): GridCell[] {
  return positions.map((at, index) => ({ at, reference: reference[index] ?? 0, current: current[index] ?? 0 }))
}

const cases = Object.keys(shapes).flatMap((shape) =>
  [30, 200, 2000].flatMap((rows) => [0, 0.05, 0.2].map((moved) => ({ shape, rows, moved }))),
)

it.each(cases)('of $rows rows $shape, changed by $moved, the interval holds', ({ shape, rows, moved }) => {
  const make = shapes[shape] ?? (() => [])
  const [before, after] = [make(0), make(moved)]
  const truth = movedDistance(gridOf(before, after), effective).observed
  const { held, claimed } = tryWindows(200, rows + moved * 100, truth, (random) =>
    movedDistance(gridOf(drawCells(before, 1000, random), drawCells(after, rows, random)), {
      reference: 1000,
      current: rows,
    }),
  )
  expect(held).toBeGreaterThanOrEqual(0.95)
  expect(moved > 0 || claimed <= 0.05).toBe(true)
})

it('between equal values it is the gap between them, in their unit', () => {
  const grid = [
    { at: 2, reference: 10, current: 0 },
    { at: 5, reference: 0, current: 40 },
  ]
  expect(movedDistance(grid, { reference: 10, current: 40 })).toEqual({
    observed: 3,
    noise: 3 * Math.sqrt((2 / Math.PI) * 0.8 * 0.2 * (0.1 + 0.025)),
    deviation: 0,
  })
})

it('one row tells nothing, and nothing is known of none', () => {
  const grid = [
    { at: 0, reference: 10, current: 1 },
    { at: 1, reference: 10, current: 0 },
  ]
  expect(movedDistance(grid, { reference: 20, current: 1 }).deviation).toBe(Infinity)
  expect(movedDistance([], { reference: 0, current: 0 }).observed).toBeNaN()
})

it('rows that hang together four at a time make twice the noise', () => {
  const grid = gridOf(bell(0, 1), bell(0.1, 1))
  const alone = movedDistance(grid, { reference: 401, current: 401 })
  const together = movedDistance(grid, { reference: 101, current: 101 })
  expect(together.observed).toBe(alone.observed)
  expect(together.deviation).toBeCloseTo(2 * alone.deviation, 12)
})

it('the distance grows with the unit, is the same both ways, and is never shorter than the move of the mean', () => {
  const cell = fc.record({ reference: fc.nat(50), current: fc.nat(50) })
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 20 }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (cells, unit) => {
        const grid = [{ reference: 1, current: 1 }, ...cells].map((counts, at) => ({ at: at * unit, ...counts }))
        const swapped = grid.map(({ at, reference, current }) => ({ at, reference: current, current: reference }))
        const { observed } = movedDistance(grid, effective)
        expect(movedDistance(swapped, effective).observed).toBeCloseTo(observed, 9)
        expect(
          movedDistance(
            grid.map((one) => ({ ...one, at: one.at / unit })),
            effective,
          ).observed * unit,
        ).toBeCloseTo(observed, 9)
        const mean = (side: 'reference' | 'current') =>
          grid.reduce((sum, one) => sum + one[side] * one.at, 0) / grid.reduce((sum, one) => sum + one[side], 0)
        expect(observed).toBeGreaterThanOrEqual(Math.abs(mean('reference') - mean('current')) - 1e-9)
      },
    ),
  )
})
