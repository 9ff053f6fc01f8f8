import { expect, it } from 'vitest'
import { drawCells } from '../../statistics/fixtures/noisy-windows.ts'
import { createRandom } from '../../statistics/random.ts'
import { steepestDispersion } from './steepest-dispersion.ts'

const SHARES = [0.4, 0.3, 0.15, 0.1, 0.05]

it('of what chance alone makes hardly any is taken for a direction', () => {
  const random = createRandom(1)
  const runs = 200
  const taken = Array.from({ length: runs }, () => {
    const slots = Array.from({ length: 2 }, () => Array.from({ length: 14 }, () => drawCells(SHARES, 200, random)))
    return steepestDispersion(slots)
  })
  expect(taken.filter((dispersion) => dispersion > 1).length / runs).toBeLessThan(0.1)
})

it('days that come in two kinds are as far dispersed as the kinds are apart', () => {
  // Rows of both kinds have 300 rows, of which 50 more or fewer are in the first group: (50/√150)² in each of two groups.
  const kinds = [
    [200, 100],
    [100, 200],
  ]
  const days = Array.from({ length: 200 }, (_, place) => kinds[place % 2] ?? [])
  expect(steepestDispersion([days])).toBeCloseTo((2 * 50 ** 2) / 150, 0)
})

it('of one group, of no rows and of two days there is no direction', () => {
  expect(steepestDispersion([[[5], [7], [9]]])).toBe(1)
  expect(steepestDispersion([[]])).toBe(1)
  expect(
    steepestDispersion([
      [
        [5, 1],
        [7, 9],
      ],
    ]),
  ).toBe(1)
})
