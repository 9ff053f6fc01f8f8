import { expect, it } from 'vitest'
import { alarmShare, drawBits } from './fixtures/alarm-share.ts'
import { mixtureLikelihoodRatio } from './mixture-likelihood-ratio.ts'

function against(expected: number, bits: readonly number[]): number[] {
  let sum = 0
  return bits.map((bit, at) => {
    sum += bit
    const count = at + 1
    return mixtureLikelihoodRatio({ count, mean: sum / count, expected, variance: 0.25, effectVariance: 0.01 })
  })
}

it('hardly ever becomes strong against the true mean, and nearly always against another', () => {
  expect(
    alarmShare((random) =>
      against(
        0.5,
        drawBits(random, () => 0.5),
      ),
    ),
  ).toBeLessThanOrEqual(0.05)
  expect(
    alarmShare((random) =>
      against(
        0.5,
        drawBits(random, () => 0.7),
      ),
    ),
  ).toBeGreaterThan(0.9)
})

it('does not mind which way the mean is off', () => {
  const ratio = (mean: number): number =>
    mixtureLikelihoodRatio({ count: 40, mean, expected: 2, variance: 1, effectVariance: 0.1 })
  expect(ratio(2.5)).toBeCloseTo(ratio(1.5), 12)
  expect(ratio(2)).toBeLessThan(0)
})
