import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalFrom } from '../statistics/normal-from.ts'
import { createRandom } from '../statistics/random.ts'
import { binOf } from './grid.ts'
import { scaleOf } from './grid-scale.ts'

it('of a normal spread it is the mean and the deviation', () => {
  const random = createRandom(3)
  const values = Array.from({ length: 4_000 }, () => 100 + 15 * normalFrom(random))
  const { centre, spread } = scaleOf(values)
  expect(Math.abs(centre - 100)).toBeLessThan(1)
  expect(Math.abs(spread - 15)).toBeLessThan(1)
})

it('a few that are far out do not move it', () => {
  const values = Array.from({ length: 60 }, (_, place) => place + 0.5)
  const { centre, spread } = scaleOf([...values, 1e9, 1e12, 1e15])
  expect(centre).toBeCloseTo(31.5, 9)
  expect(spread).toBeCloseTo(31 / 1.349, 9)
})

it.each([
  ['what is mostly one value is spread by the others', [7, 7, 7, 7, 7, 7, 7, 7.5], { centre: 7, spread: 0.165 }],
  ['what is always the same is spread by a hundredth of it', [-300, -300, -300], { centre: -300, spread: 3 }],
  ['what is always zero is spread by one', [0, 0, 0], { centre: 0, spread: 1 }],
  ['of nothing it is a grid of small numbers', [], { centre: 0, spread: 1 }],
])('%s', (_, values, { centre, spread }) => {
  const scale = scaleOf(values)
  expect(scale.centre).toBe(centre)
  expect(scale.spread).toBeCloseTo(spread, 3)
})

it('what differs by rounding alone is the same', () => {
  expect(scaleOf([0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2]).spread).toBeCloseTo(0.003, 6)
})

it('whole numbers of few kinds are told apart around the centre', () => {
  const values = [0, 1, 1, 2, 5, 5, 3_000, 4_000, 4_000, 9_000]
  const grid = scaleOf(values)
  const kinds = [...new Set(values)]
  expect(new Set(kinds.map((value) => binOf(grid, value))).size).toBe(kinds.length)
  const stars = scaleOf([1, 2, 3, 3, 4, 4, 5, 5, 5, 5])
  expect(new Set([1, 2, 3, 4, 5].map((value) => binOf(stars, value))).size).toBe(5)
})

it('any numbers make a grid that any number has a bin in', () => {
  const anyValue = fc.double({ noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(fc.array(anyValue), anyValue, (values, value) => {
      const grid = scaleOf(values)
      expect(Number.isFinite(grid.centre)).toBe(true)
      expect(grid.spread > 0 && Number.isFinite(grid.spread)).toBe(true)
      expect(Number.isSafeInteger(binOf(grid, value))).toBe(true)
    }),
    {
      examples: [
        [[Number.MAX_VALUE, -Number.MAX_VALUE], 0],
        [[Number.MIN_VALUE, 0, 0], 1],
      ],
    },
  )
})
