import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correctionDistance } from './correction-distance.ts'

it.each([
  ['the refund takes three days', 'The refund takes three days!', 0],
  ['the refund takes three days', 'the refund takes five days', 0.2],
  ['yes', 'no', 1],
  ['a a b', 'a b b', 1 / 3],
  ['', '', 0],
  ['', 'something', 1],
])('%j and %j are so far apart: %d', (one, other, distance) => {
  expect(correctionDistance(one, other)).toBeCloseTo(distance, 9)
})

it('a distance lies between 0 and 1, is none to itself, and the same both ways', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const distance = correctionDistance(one, other)
      expect(distance).toBeGreaterThanOrEqual(0)
      expect(distance).toBeLessThanOrEqual(1)
      expect(correctionDistance(other, one)).toBe(distance)
      expect(correctionDistance(one, one)).toBe(0)
    }),
  )
})

it('only the first two thousand words count', () => {
  const text = 'word '.repeat(2_000)
  expect(correctionDistance(`${text} one`, `${text} other`)).toBe(0)
})
