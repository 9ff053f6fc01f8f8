import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clopperPearson, clopperPearsonLower, clopperPearsonUpper } from './clopper-pearson.ts'
import { jeffreysInterval } from './share-intervals.ts'

const seen = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([count, share]) => ({ count, successes: Math.round(share * count) }))

it('of nothing in n the upper end is the one that closes: 1 − .05^(1/n)', () => {
  expect(clopperPearsonUpper(0, 100, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 100), 12)
  expect(clopperPearsonLower(100, 100, 0.95)).toBeCloseTo(0.05 ** (1 / 100), 12)
})

it('the exact interval holds its share and lies around that of Wilson at both ends of the range', () => {
  fc.assert(
    fc.property(seen, ({ successes, count }) => {
      const { low, high } = clopperPearson(successes, count)
      expect(low).toBeLessThanOrEqual(successes / count)
      expect(high).toBeGreaterThanOrEqual(successes / count)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(high - low).toBeGreaterThanOrEqual(
        jeffreysInterval(successes, count).high - jeffreysInterval(successes, count).low,
      )
    }),
  )
})

it.each([0.03, 0.1, 0.5])('at a share of %d in thirty it errs no more often than one in twenty', (pi) => {
  let missed = 0
  let chance = (1 - pi) ** 30
  for (let successes = 0; successes <= 30; successes += 1) {
    const { low, high } = clopperPearson(successes, 30)
    if (low > pi || high < pi) missed += chance
    chance *= ((30 - successes) / (successes + 1)) * (pi / (1 - pi))
  }
  expect(missed).toBeLessThanOrEqual(0.05)
})

it('a higher level is a wider interval, and effective counts need not be whole', () => {
  const [usual, sure] = [clopperPearson(3.6, 12.8), clopperPearson(3.6, 12.8, 0.99)]
  expect(sure.low).toBeLessThan(usual.low)
  expect(sure.high).toBeGreaterThan(usual.high)
  const between = [clopperPearson(3, 12.8), clopperPearson(4, 12.8)]
  expect(usual.low).toBeGreaterThan(between[0]?.low ?? 1)
  expect(usual.high).toBeLessThan(between[1]?.high ?? 0)
  expect(clopperPearson(0, 0)).toEqual({ low: 0, high: 1 })
})

it('effective successes beyond the count by rounding are all of it', () => {
  expect(clopperPearson(12.8 + 1e-12, 12.8).high).toBe(1)
  expect(clopperPearson(-1e-12, 12.8).low).toBe(0)
})
