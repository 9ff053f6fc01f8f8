import fc from 'fast-check'
import { expect, it } from 'vitest'
import { symmetricEigenvectors } from './symmetric-eigenvectors.ts'

const entry = fc.integer({ min: -50, max: 50 })
const matrices = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  )
  .map((rows) => rows.map((row, i) => row.map((value, j) => value + (rows[j]?.[i] ?? 0))))

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0)
}

it('the matrix does nothing but stretch its vectors, by their values, which fall', () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      const pairs = symmetricEigenvectors(matrix)
      expect(pairs).toHaveLength(matrix.length)
      for (const [index, { value, vector }] of pairs.entries()) {
        for (const [at, row] of matrix.entries()) expect(dot(row, vector)).toBeCloseTo(value * (vector[at] ?? NaN), 9)
        expect(value).toBeLessThanOrEqual((pairs[index - 1]?.value ?? Infinity) + 1e-9)
      }
    }),
  )
})

it('the vectors have length 1 and stand square to each other', () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      const pairs = symmetricEigenvectors(matrix)
      for (const [i, one] of pairs.entries()) {
        for (const [j, other] of pairs.entries()) expect(dot(one.vector, other.vector)).toBeCloseTo(i === j ? 1 : 0, 9)
      }
    }),
  )
})

it('a direction in which nothing varies has the value 0 to the last digits', () => {
  const [largest, least] = symmetricEigenvectors([
    [1, 2],
    [2, 4],
  ])
  expect(largest?.value).toBeCloseTo(5, 12)
  expect(Math.abs(least?.value ?? NaN)).toBeLessThan(1e-15)
})
