import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brierScore, logLoss } from './probability-losses.ts'

it.each([
  ['brierScore', brierScore],
  ['logLoss', logLoss],
])('%s is least, on average, for him who says what he believes', (_, loss) => {
  const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(probability, probability, (truth, said) => {
      const average = (score: number): number => truth * loss([score], [1]) + (1 - truth) * loss([score], [0])
      expect(average(truth)).toBeLessThanOrEqual(average(said) + 1e-12)
    }),
  )
})

it('one sure mistake costs 1 and 36 nats', () => {
  expect(brierScore([1, 0], [0, 0])).toBe(0.5)
  expect(logLoss([1], [0])).toBeCloseTo(52 * Math.LN2, 9)
  expect(logLoss([1], [1])).toBeCloseTo(0, 12)
})
