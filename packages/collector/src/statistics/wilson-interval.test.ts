import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agreement } from './fixtures/golden.ts'
import { wilsonInterval } from './wilson-interval.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

it.each(agreement.shares)('of $first the interval is what statsmodels says', ({ first: [good, count], wilson }) => {
  const { low, high } = wilsonInterval(good / count, count)
  expect(low).toBeCloseTo(wilson[0], 12)
  expect(high).toBeCloseTo(wilson[1], 12)
})

it('three of three are not all', () => {
  expect(wilsonInterval(1, 3).low).toBeCloseTo(0.4385, 4)
})

it('of nothing everything may be true, and of endlessly many only what was seen', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  expect(wilsonInterval(0.25, Infinity)).toEqual({ low: 0.25, high: 0.25 })
})

it('an interval holds its share, lies within 0 and 1, and shrinks with more observations', () => {
  fc.assert(
    fc.property(share, fc.double({ min: 0.5, max: 1e9, noNaN: true }), (of, count) => {
      const { low, high } = wilsonInterval(of, count)
      const more = wilsonInterval(of, count * 2)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(of + 1e-12)
      expect(high).toBeGreaterThanOrEqual(of - 1e-12)
      expect(more.high - more.low).toBeLessThanOrEqual(high - low + 1e-12)
    }),
  )
})

it('what is good of some and bad of the others mirror each other', () => {
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 1e6 }), (of, count) => {
      expect(wilsonInterval(1 - of, count).low).toBeCloseTo(1 - wilsonInterval(of, count).high, 9)
    }),
  )
})
