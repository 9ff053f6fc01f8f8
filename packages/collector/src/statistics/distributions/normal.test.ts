import { expect, it } from 'vitest'
import { normalAbove, normalBelow, normalQuantile, normalUpperQuantile } from './normal.ts'

it.each([
  [-10, 7.619853024160527e-24],
  [-1.959963984540054, 0.025],
  [0, 0.5],
  [3, 0.9986501019683699],
])('below %d lies what scipy.stats.norm.cdf says', (z, share) => {
  expect(normalBelow(z) / share).toBeCloseTo(1, 12)
  expect(normalAbove(-z) / share).toBeCloseTo(1, 12)
})

it.each([
  [1e-10, -6.361340902404056],
  [0.025, -1.9599639845400545],
  [0.5, 0],
])('%d lies below what scipy.stats.norm.ppf says', (share, z) => {
  expect(normalQuantile(share)).toBeCloseTo(z, 12)
  expect(normalUpperQuantile(share)).toBeCloseTo(-z, 12)
})
