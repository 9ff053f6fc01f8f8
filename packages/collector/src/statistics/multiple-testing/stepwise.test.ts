import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, benjaminiYekutieli } from './false-discovery-rate.ts'
import { bonferroni, holm, hommel, simesHochberg } from './family-wise-error.ts'

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 })
const corrections = { bonferroni, holm, hommel, simesHochberg, benjaminiHochberg, benjaminiYekutieli }
const named = Object.entries(corrections)

describe('a correction of many p values', () => {
  it.each(named)('by %s gives nothing for nothing, and one p value back as it is', (_, correct) => {
    expect(correct([], 0.05)).toEqual({ adjusted: [], rejected: [] })
    expect(correct([0.03], 0.05)).toEqual({ adjusted: [0.03], rejected: [true] })
  })

  it.each(named)('by %s does not mind the order', (_, correct) => {
    fc.assert(
      fc.property(pValues, (given) => {
        const { adjusted, rejected } = correct(given, 0.1)
        const backwards = correct(given.toReversed(), 0.1)
        expect(backwards).toEqual({ adjusted: adjusted.toReversed(), rejected: rejected.toReversed() })
      }),
    )
  })

  it.each(named)('by %s makes no p value smaller, none larger than one, and keeps their order', (_, correct) => {
    fc.assert(
      fc.property(pValues, (given) => {
        const sorted = given.toSorted((one, other) => one - other)
        const { adjusted } = correct(sorted, 0.1)
        for (const [at, value] of adjusted.entries()) {
          expect(value).toBeGreaterThanOrEqual((sorted[at] ?? 0) * (1 - 1e-12))
          expect(value).toBeLessThanOrEqual(1)
          expect(value).toBeGreaterThanOrEqual((adjusted[at - 1] ?? 0) * (1 - 1e-12))
        }
      }),
    )
  })

  it('finds more the more it takes for granted: Bonferroni, Holm, Hochberg, Hommel, Benjamini and Hochberg', () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const ladder = [bonferroni, holm, simesHochberg, hommel, benjaminiHochberg].map((correct) =>
          correct(given, 0.1),
        )
        for (const [step, { adjusted }] of ladder.slice(1).entries()) {
          const before = ladder[step]?.adjusted ?? []
          for (const [at, value] of adjusted.entries()) expect(value).toBeLessThanOrEqual((before[at] ?? 0) + 1e-12)
        }
      }),
    )
  })
})
