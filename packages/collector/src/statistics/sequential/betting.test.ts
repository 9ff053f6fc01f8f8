import { expect, it } from 'vitest'
import { bettingCapital, bettingSequence } from './betting.ts'
import { alarmShare, drawBits } from './fixtures/alarm-share.ts'

function richer(bits: readonly number[], mean: number): number[] {
  const { higher, lower } = bettingCapital(bits, mean, 0.05)
  return higher.map((log, at) => Math.max(log, lower[at] ?? 0) - Math.LN2)
}

it('hardly ever makes anyone rich against the true mean, and nearly always against another', () => {
  expect(
    alarmShare((random) =>
      richer(
        drawBits(random, () => 0.3),
        0.3,
      ),
    ),
  ).toBeLessThanOrEqual(0.05)
  expect(
    alarmShare((random) =>
      richer(
        drawBits(random, () => 0.5),
        0.3,
      ),
    ),
  ).toBeGreaterThan(0.9)
})

it('never loses more than half on one value, and can go on for ever', () => {
  const { higher, lower } = bettingCapital([0, 0, 0, 1, 1, 1], 0.5, 0.05)
  for (const logs of [higher, lower]) {
    for (const [at, log] of logs.entries()) expect(log - (logs[at - 1] ?? 0)).toBeGreaterThan(-Math.LN2 - 1e-12)
  }
})

it('holds all means that nobody is rich against, those of 0 and 1 among them', () => {
  expect(bettingSequence(Array<number>(50).fill(0), 0.05).at(-1)).toMatchObject({ low: 0 })
  expect(bettingSequence(Array<number>(50).fill(1), 0.05).at(-1)).toMatchObject({ high: 1 })
})
