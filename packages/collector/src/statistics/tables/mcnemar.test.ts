import { expect, it } from 'vitest'
import { mcNemarChiSquare, mcNemarExact, mcNemarWithContinuity } from './mcnemar.ts'

it('ten pairs of which one model wins nine are 22 of 1024', () => {
  expect(mcNemarExact(9, 1)).toEqual({ statistic: 1, pValue: expect.closeTo(22 / 1024, 12) as number })
})

it('a test of pairs is the same whichever model is named first', () => {
  for (const test of [mcNemarExact, mcNemarChiSquare, mcNemarWithContinuity]) expect(test(31, 12)).toEqual(test(12, 31))
})

it('where both win as often, or never, nothing differs', () => {
  expect(mcNemarExact(7, 7).pValue).toBe(1)
  expect(mcNemarExact(0, 0)).toEqual({ statistic: 0, pValue: 1 })
  expect(mcNemarChiSquare(7, 7)).toEqual({ statistic: 0, pValue: 1 })
  expect(mcNemarChiSquare(0, 0)).toBeNull()
  expect(mcNemarWithContinuity(0, 0)).toBeNull()
})

it('continuity brings chi-squared nearer to the exact one', () => {
  const exact = mcNemarExact(30, 15).pValue
  const apart = (pValue = 0): number => Math.abs(pValue - exact)
  expect(apart(mcNemarWithContinuity(30, 15)?.pValue)).toBeLessThan(apart(mcNemarChiSquare(30, 15)?.pValue))
})
