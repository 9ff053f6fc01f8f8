import { expect, it } from 'vitest'
import { entropyBits, relativeEntropy } from './entropy.ts'

it('what is believed impossible and happens costs endlessly much', () => {
  expect(relativeEntropy([1, 1], [1, 0])).toBe(Infinity)
  expect(relativeEntropy([1, 0], [1, 1])).toBeCloseTo(Math.LN2, 12)
  expect(entropyBits([5, 5, 5, 5])).toBeCloseTo(2, 12)
})
