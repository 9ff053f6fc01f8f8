import { expect, it } from 'vitest'
import { betaAbove, betaBelow, betaQuantile, studentBeyond } from './beta.ts'

it.each([
  [0.5, 2, 3, 0.6875],
  [0.2, 0.5, 0.5, 0.2951672353008665],
])('below %d lies, of Beta(%d, %d), what the closed form says', (x, a, b, share) => {
  expect(betaBelow(x, a, b)).toBeCloseTo(share, 12)
  expect(betaAbove(x, a, b)).toBeCloseTo(1 - share, 12)
  expect(betaQuantile(share, a, b)).toBeCloseTo(x, 10)
})

it.each([
  [12.706204736432095, 1, 0.05],
  [4.302652729911275, 2, 0.05],
  [1.9599639845400545, 1e9, 0.05],
  [0, 4, 1],
])('beyond %d lies, with %d degrees of freedom, what tables of Student say', (t, freedom, share) => {
  expect(studentBeyond(t, freedom)).toBeCloseTo(share, 8)
})
