import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chiSquareHomogeneity, chiSquareWithYates } from './chi-square.ts'
import { gTest } from './g-test.ts'

const tables = fc
  .array(fc.tuple(fc.nat(200), fc.nat(200)), { minLength: 2, maxLength: 8 })
  .map((pairs) => [pairs.map(([first]) => first), pairs.map(([, second]) => second)] as const)
  .filter((both) => both.every((one) => one.some((count) => count > 0)))

it('Pearson of 12 and 5 against 7 and 7 is what a hand calculates', () => {
  // Expected are 10.419…, 6.580…; 8.580…, 5.419…: 2.4975… of 31 · 48² / (17 · 14 · 19 · 12).
  const found = chiSquareHomogeneity([12, 5], [7, 7])
  expect(found?.statistic).toBeCloseTo((31 * (12 * 7 - 5 * 7) ** 2) / (17 * 14 * 19 * 12), 12)
  expect(found?.freedom).toBe(1)
  const corrected = chiSquareWithYates([12, 5], [7, 7])
  expect(corrected?.statistic).toBeCloseTo((31 * (49 - 31 / 2) ** 2) / (17 * 14 * 19 * 12), 12)
})

it.each([
  ['chi-square', chiSquareHomogeneity],
  ['the G test', gTest],
])('%s says the same whichever window is named first and in whatever order categories come', (_, test) => {
  fc.assert(
    fc.property(tables, ([reference, current]) => {
      const there = test(reference, current)
      const back = test(current.toReversed(), reference.toReversed())
      expect(back?.statistic).toBeCloseTo(there?.statistic ?? -1, 8)
      expect(back?.freedom).toBe(there?.freedom)
      expect(there?.pValue).toBeGreaterThanOrEqual(0)
      expect(there?.pValue).toBeLessThanOrEqual(1)
    }),
  )
})

it('a category that occurs in neither window changes nothing', () => {
  expect(chiSquareHomogeneity([5, 0, 9], [8, 0, 3])).toEqual(chiSquareHomogeneity([5, 9], [8, 3]))
})

it('of an empty window nothing is said, and of one category that nothing differs', () => {
  expect(chiSquareHomogeneity([3, 4], [0, 0])).toBeNull()
  expect(gTest([], [])).toBeNull()
  expect(chiSquareHomogeneity([3], [9])).toEqual({ statistic: 0, freedom: 0, pValue: 1 })
})

it('the correction of Yates says no more than without, and of three categories the same', () => {
  fc.assert(
    fc.property(tables, ([reference, current]) => {
      const [plain, corrected] = [chiSquareHomogeneity(reference, current), chiSquareWithYates(reference, current)]
      expect(corrected?.statistic).toBeLessThanOrEqual((plain?.statistic ?? 0) + 1e-12)
    }),
  )
  expect(chiSquareWithYates([3, 4, 9], [8, 7, 5])).toEqual(chiSquareHomogeneity([3, 4, 9], [8, 7, 5]))
})
