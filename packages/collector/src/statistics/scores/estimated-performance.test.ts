import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { accuracyOf, confusionAt } from './confusion.ts'
import { cbpeAccuracy, expectedConfusion } from './estimated-performance.ts'

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 })

it('expected counts add up to the rows, and to their probabilities', () => {
  fc.assert(
    fc.property(probabilities, (all) => {
      const { truePositive, falsePositive, falseNegative, trueNegative } = expectedConfusion(0.5, all)
      expect(truePositive + falsePositive + falseNegative + trueNegative).toBeCloseTo(all.length, 9)
      expect(truePositive + falseNegative).toBeCloseTo(
        all.reduce((sum, p) => sum + p, 0),
        9,
      )
    }),
  )
})

it('where probabilities are true, accuracy turns out as estimated, as far off as the variance says', () => {
  const random = createRandom(5)
  const scores = Array.from({ length: 300 }, () => random())
  const { value, variance } = cbpeAccuracy(scores, 0.5)
  const off = Array.from({ length: 400 }, () => {
    const labels = scores.map((p) => Number(random() < p))
    return accuracyOf(confusionAt(0.5, scores, labels)) - value
  })
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length
  const spread = off.reduce((sum, one) => sum + one ** 2, 0) / off.length
  expect(Math.abs(mean)).toBeLessThan(3 * Math.sqrt(variance / off.length))
  expect(spread / variance).toBeGreaterThan(0.8)
  expect(spread / variance).toBeLessThan(1.2)
})
