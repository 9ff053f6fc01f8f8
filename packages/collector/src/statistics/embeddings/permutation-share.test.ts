import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { permutationShare } from './permutation-share.ts'
import { gaussianKernel, medianSquaredWidth } from './pooled-kernel.ts'

const random = createRandom(3)

function shareOf(rows: number, moved: number) {
  const points = Array.from({ length: 2 * rows }, (_, row) => [random() + (row < rows ? 0 : moved), random()])
  return permutationShare(gaussianKernel(points, medianSquaredWidth(points)), rows, 99, random)
}

it('few rows are dealt in every way there is, many in as many ways as asked for', () => {
  expect(shareOf(4, 0)).toMatchObject({ splits: 70, isExact: true })
  expect(shareOf(20, 0)).toMatchObject({ splits: 99, isExact: false })
})

it('samples far apart are as surprising as can be', () => {
  // Dealt the other way round they are as far apart.
  expect(shareOf(4, 100).pvalue).toBeCloseTo(2 / 70, 12)
  expect(shareOf(20, 100).pvalue).toBeCloseTo(1 / 100, 12)
})

it.each([5, 12])('without a difference no share is seen more often than it says, of %s rows', (rows) => {
  const shares = Array.from({ length: 300 }, () => shareOf(rows, 0).pvalue)
  for (const level of [0.05, 0.2, 0.5]) {
    const seen = shares.filter((share) => share <= level).length / shares.length
    expect(seen).toBeLessThan(level + 3 * Math.sqrt((level * (1 - level)) / shares.length))
  }
})
