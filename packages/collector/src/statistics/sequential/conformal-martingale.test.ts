import { expect, it } from 'vitest'
import { simpleJumper } from './conformal-martingale.ts'
import { alarmShare } from './fixtures/alarm-share.ts'

it('hardly ever becomes strong where nothing changes, and nearly always where something does', () => {
  const draw = (random: () => number, change: number) =>
    Array.from({ length: 300 }, (_, at) => random() + (at > 100 ? change : 0))
  expect(alarmShare((random) => simpleJumper(draw(random, 0)))).toBeLessThanOrEqual(0.05)
  expect(alarmShare((random) => simpleJumper(draw(random, 1)))).toBeGreaterThan(0.9)
})

it('knows of two values only which is larger', () => {
  const values = [3, 1, 2, 2, 5, 0]
  expect(simpleJumper(values)).toEqual(simpleJumper(values.map((value) => Math.exp(value))))
})

it('learns nothing from one value, nor from many that are all the same', () => {
  expect(simpleJumper([7])).toEqual([0])
  for (const log of simpleJumper([7, 7, 7, 7])) expect(log).toBeCloseTo(0, 12)
})
