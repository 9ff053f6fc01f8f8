import { expect, it } from 'vitest'
import { orderedWasserstein } from './ordered-wasserstein.ts'

it('what moves twice as far is twice as far apart, but for an order alone', () => {
  expect(orderedWasserstein([1, 2, 3], [1, 0, 0], [0, 1, 0])).toBeCloseTo(1, 12)
  expect(orderedWasserstein([1, 2, 3], [1, 0, 0], [0, 0, 1])).toBeCloseTo(2, 12)
  expect(orderedWasserstein([1, 2, 11], [1, 1, 0], [1, 0, 1])).toBeCloseTo(4.5, 12)
})
