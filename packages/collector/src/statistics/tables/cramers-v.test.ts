import { expect, it } from 'vitest'
import { cramersV, cramersVCorrected } from './cramers-v.ts'

it('windows without anything in common are associated fully, and of two categories corrected no less', () => {
  expect(cramersV([40, 30, 0], [0, 0, 70])).toBeCloseTo(1, 12)
  expect(cramersVCorrected([40, 0], [0, 70])).toBeCloseTo(1, 12)
  expect(cramersVCorrected([40, 30, 0], [0, 0, 70])).toBeCloseTo(0.9964, 4)
})

it('correction takes away what chance adds: the same rows tenfold are worth more', () => {
  const corrected = (times: number): number =>
    cramersVCorrected(
      [30, 30, 40].map((count) => count * times),
      [20, 40, 40].map((count) => count * times),
    ) ?? 0
  expect(corrected(1)).toBeLessThan(corrected(10))
  expect(corrected(10)).toBeLessThan(cramersV([30, 30, 40], [20, 40, 40]) ?? 0)
  expect(cramersVCorrected([10, 10], [10, 10])).toBe(0)
  expect(cramersVCorrected([1, 0], [0, 1])).toBeNull()
})

it('of an empty window, and of one category, there is no association', () => {
  expect(cramersV([3, 4], [0, 0])).toBeNull()
  expect(cramersV([3], [9])).toBeNull()
  expect(cramersVCorrected([3], [9])).toBeNull()
})
