import { expect, it } from 'vitest'
import { normalFrom } from './normal-from.ts'
import { createRandom } from './random.ts'

it('draws have the moments of a normal, and the shares beyond one and two deviations', () => {
  const random = createRandom(1)
  const drawn = Array.from({ length: 100_000 }, () => normalFrom(random))
  const meanOf = (value: (draw: number) => number): number =>
    drawn.reduce((sum, draw) => sum + value(draw), 0) / 100_000
  expect(Math.abs(meanOf((draw) => draw))).toBeLessThan(0.013)
  expect(meanOf((draw) => draw ** 2)).toBeCloseTo(1, 1)
  expect(meanOf((draw) => draw ** 4)).toBeCloseTo(3, 0)
  expect(meanOf((draw) => Number(draw > 1))).toBeCloseTo(0.1587, 2)
  expect(meanOf((draw) => Number(draw < -2))).toBeCloseTo(0.0228, 2)
})

it('a draw is finite whatever chance says, and takes two of it', () => {
  const said = [0, 0.5, 1 - 2 ** -32, 0]
  const next = (): number => said.shift() ?? NaN
  expect(normalFrom(next)).toBeCloseTo(0, 12)
  expect(normalFrom(next)).toBeCloseTo(6.66, 2)
  expect(said).toEqual([])
})
