import { expect, it } from 'vitest'
import { logChoose } from '../distributions/chi-squared.ts'
import { betaBinomialEvidence } from './beta-binomial-mixture.ts'
import { alarmShare, drawBits } from './fixtures/alarm-share.ts'

function against(share: number, bits: readonly number[]): number[] {
  let sum = 0
  return bits.map((bit, at) => betaBinomialEvidence((sum += bit), at + 1, share))
}

it('hardly ever becomes strong against the true share, and nearly always against another', () => {
  expect(
    alarmShare((random) =>
      against(
        0.3,
        drawBits(random, () => 0.3),
      ),
    ),
  ).toBeLessThanOrEqual(0.05)
  expect(
    alarmShare((random) =>
      against(
        0.3,
        drawBits(random, () => 0.5),
      ),
    ),
  ).toBeGreaterThan(0.9)
})

it('is one on average, whatever the share', () => {
  for (const share of [0.001, 0.3, 0.9]) {
    const mean = Array.from({ length: 21 }, (_, k) => {
      const chance = logChoose(20, k) + k * Math.log(share) + (20 - k) * Math.log(1 - share)
      return Math.exp(chance + betaBinomialEvidence(k, 20, share))
    }).reduce((sum, part) => sum + part, 0)
    expect(mean).toBeCloseTo(1, 9)
  }
})

it('says of what never happens only what contradicts it', () => {
  expect(betaBinomialEvidence(0, 10, 0)).toBeCloseTo(-Math.log(11), 12)
  expect(betaBinomialEvidence(1, 10, 0)).toBe(Infinity)
})
