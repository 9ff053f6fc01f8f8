import { expect, it } from 'vitest'
import { poolSamples } from './pooled-counts.ts'
import { studentTest, welchTest } from './t-test.ts'

/** "Student", "The probable error of a mean" (1908): hours of sleep that two drugs added. */
const sleep = poolSamples(
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)

it('the two drugs of Student differ as R says they do', () => {
  expect(welchTest(sleep).statistic).toBeCloseTo(-1.8608, 4)
  expect(welchTest(sleep).pValue).toBeCloseTo(0.07939, 5)
  expect(studentTest(sleep).statistic).toBeCloseTo(-1.8608, 4)
  expect(studentTest(sleep).pValue).toBeCloseTo(0.07919, 5)
})

it('large values that lie close together keep their digits', () => {
  const far = sleep.map((cell) => ({ ...cell, at: 1e9 + cell.at }))
  expect(welchTest(far).statistic).toBeCloseTo(welchTest(sleep).statistic, 5)
})

it('is sure where nothing varies but the means, and has no answer where nothing differs or is known', () => {
  expect(welchTest(poolSamples([1, 1], [2, 2]))).toEqual({ statistic: -Infinity, pValue: 0 })
  expect(studentTest(poolSamples([1, 1], [2, 2]))).toEqual({ statistic: -Infinity, pValue: 0 })
  for (const unknown of [poolSamples([1, 1], [1, 1]), poolSamples([1], [2, 3]), poolSamples([], [])]) {
    expect(welchTest(unknown)).toEqual({ statistic: NaN, pValue: NaN })
    expect(studentTest(unknown)).toEqual({ statistic: NaN, pValue: NaN })
  }
})
