import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { bettingSequence } from './betting.ts'
import { empiricalBernsteinSequence, hoeffdingSequence } from './confidence-sequence.ts'

const sequences = { hoeffdingSequence, empiricalBernsteinSequence, bettingSequence }
const fromFormulas = Object.entries({ hoeffdingSequence, empiricalBernsteinSequence })
const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 })

describe('a confidence sequence', () => {
  it.each(fromFormulas)('from %s holds the mean at every look, in nearly all runs', (_, sequence) => {
    const random = createRandom(2)
    const missed = Array.from({ length: 150 }, () => {
      const bits = Array.from({ length: 300 }, () => (random() < 0.15 ? 1 : 0))
      return sequence(bits, 0.1).some(({ low, high }) => low > 0.15 || high < 0.15)
    }).filter(Boolean).length
    expect(missed / 150).toBeLessThanOrEqual(0.1)
  })

  it.each(Object.entries(sequences))('from %s mirrors where the values do', (_, sequence) => {
    fc.assert(
      fc.property(values, (seen) => {
        const mirrored = sequence(
          seen.map((value) => 1 - value),
          0.05,
        )
        for (const [at, { low, high }] of sequence(seen, 0.05).entries()) {
          // A grid of a thousandth may be off by one.
          expect(Math.abs(low - (1 - (mirrored[at]?.high ?? NaN)))).toBeLessThan(0.0011)
          expect(Math.abs(high - (1 - (mirrored[at]?.low ?? NaN)))).toBeLessThan(0.0011)
        }
      }),
      { numRuns: 20 },
    )
  })

  it.each(Object.entries(sequences))('from %s knows nothing of one value, and more with each', (_, sequence) => {
    const steady = Array.from({ length: 400 }, (_value, at) => (at % 10 === 0 ? 1 : 0))
    const widths = sequence(steady, 0.05).map(({ low, high }) => high - low)
    expect(widths[0]).toBeGreaterThan(0.9)
    expect(widths[399]).toBeLessThan(widths[99] ?? 0)
    expect(widths[399]).toBeLessThan(0.2)
  })

  it('is the narrower the more it makes of what was seen', () => {
    const steady = Array.from({ length: 400 }, (_value, at) => (at % 20 === 0 ? 1 : 0))
    const [plain = 0, learnt = 0, wagered = 0] = Object.values(sequences).map((sequence) => {
      const { low = 0, high = 1 } = sequence(steady, 0.05).at(-1) ?? {}
      return high - low
    })
    expect(learnt).toBeLessThan(plain)
    expect(wagered).toBeLessThan(learnt)
  })
})
