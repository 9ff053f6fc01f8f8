import { expect, it } from 'vitest'
import { meanCosineDistance, meanEuclideanDistance } from './mean-distances.ts'

it('the length between means is that of Pythagoras', () => {
  const reference = [
    [0, 1],
    [2, 1],
  ]
  expect(meanEuclideanDistance(reference, [[4, 5]])).toBe(5)
})

it('the angle does not see lengths: 0 of the same, 1 of the right, 2 of the opposite direction', () => {
  expect(meanCosineDistance([[1, 1]], [[7, 7]])).toBeCloseTo(0, 12)
  expect(meanCosineDistance([[1, 0]], [[0, 7]])).toBeCloseTo(1, 12)
  expect(meanCosineDistance([[1, 0]], [[-3, 0]])).toBeCloseTo(2, 12)
})
