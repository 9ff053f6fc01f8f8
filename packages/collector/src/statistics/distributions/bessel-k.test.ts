import { expect, it } from 'vitest'
import { scaledBesselK } from './bessel-k.ts'

it.each([0.001, 0.1, 1, 5, 100])('of order one half, at %d, it is what the closed form says', (x) => {
  expect(scaledBesselK(0.5, x) / Math.sqrt(Math.PI / (2 * x))).toBeCloseTo(1, 12)
})

it.each([
  [0, 1, 1.1444630798068947],
  [0, 0.1, 2.6823261022628944],
  [1, 2, 1.0334768470686888],
])('of order %d, at %d, it is what tables say', (order, x, value) => {
  expect(scaledBesselK(order, x)).toBeCloseTo(value, 12)
})
