import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { cramerVonMises, cramerVonMisesByLimit, cramerVonMisesByPaths } from './cramer-von-mises.ts'
import { type PooledCount, poolSamples } from './pooled-counts.ts'

/** The definition, which needs all rows to differ. */
function sumOfSquaredGaps(cells: readonly PooledCount[], n: number, m: number): number {
  let [i, j, sum] = [0, 0, 0]
  for (const { reference, current } of cells) {
    i += reference
    j += current
    sum += (i / n - j / m) ** 2
  }
  return (n * m * sum) / (n + m) ** 2
}

it('the statistic is the sum of squared gaps', () => {
  const samples = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 4, maxLength: 40 })
  fc.assert(
    fc.property(samples, fc.integer({ min: 2, max: 38 }), (rows, part) => {
      const n = Math.min(part, rows.length - 2)
      const cells = poolSamples(rows.slice(0, n), rows.slice(n))
      expect(cramerVonMisesByLimit(cells).statistic).toBeCloseTo(sumOfSquaredGaps(cells, n, rows.length - n), 9)
    }),
  )
})

it('orders of few rows are counted, and of more the limit says nearly the same', () => {
  const random = createRandom(3)
  const draw = (count: number): number[] => Array.from({ length: count }, random)
  const few = poolSamples(draw(20), draw(19))
  expect(cramerVonMises(few)).toEqual(cramerVonMisesByPaths(few))
  expect(cramerVonMisesByLimit(few).pValue).toBeCloseTo(cramerVonMisesByPaths(few).pValue, 1.7)
  const more = poolSamples(draw(21), draw(19))
  expect(cramerVonMises(more)).toEqual(cramerVonMisesByLimit(more))
})

it('of samples apart the p value is that of the two orders that are as far apart', () => {
  expect(cramerVonMises(poolSamples([1, 2, 3], [4, 5, 6])).pValue).toBeCloseTo(2 / 20, 12)
})

it('has no answer with fewer than two rows on a side', () => {
  expect(cramerVonMises(poolSamples([1], [2, 3]))).toEqual({ statistic: NaN, pValue: NaN })
  expect(cramerVonMisesByLimit(poolSamples([1, 2], []))).toEqual({ statistic: NaN, pValue: NaN })
})
