import { expect, it } from 'vitest'
import { alarmShare, drawBits } from './fixtures/alarm-share.ts'
import { twoSampleBernoulli } from './two-sample-bernoulli.ts'

it('hardly ever becomes strong where both shares are the same, even while they change together', () => {
  const shareAt = (at: number): number => 0.2 + at / 500
  const logsOf = (random: () => number) => twoSampleBernoulli(drawBits(random, shareAt), drawBits(random, shareAt))
  expect(alarmShare(logsOf)).toBeLessThanOrEqual(0.05)
})

it('nearly always becomes strong where they differ', () => {
  const logsOf = (random: () => number) =>
    twoSampleBernoulli(
      drawBits(random, () => 0.2),
      drawBits(random, () => 0.5),
    )
  expect(alarmShare(logsOf)).toBeGreaterThan(0.9)
})

it('gains nothing from the first pair, does not mind which is which, and waits for both', () => {
  expect(twoSampleBernoulli([1], [0])[0]).toBeCloseTo(0, 12)
  const [one, other] = [
    [1, 0, 1, 1],
    [0, 0, 1, 0],
  ]
  expect(twoSampleBernoulli(one, other)).toEqual(twoSampleBernoulli(other, one))
  expect(twoSampleBernoulli(one, [0, 1])).toHaveLength(2)
})
