import fc from 'fast-check'
import { expect, it } from 'vitest'
import { powerOfDurbinMatrix } from './durbin-matrix.ts'
import { kolmogorovAbove, kolmogorovSmirnovAbove } from './kolmogorov.ts'
import { pelzGood } from './pelz-good.ts'

it.each([
  [10, 0.274, 0.6284796154565042],
  [2000, 0.04, 0.9967694319171368],
  [16_000, 0.016, 0.9994523491382805],
])('of %d rows it stays below %d as often as Marsaglia, Tsang and Wang have it', (n, d, below) => {
  expect(1 - kolmogorovSmirnovAbove(d, n)).toBeCloseTo(below, 9)
})

it('one row is further off than half with a chance that falls straight to nought', () => {
  expect([0.3, 0.5, 0.6, 0.9, 1].map((d) => kolmogorovSmirnovAbove(d, 1))).toEqual([
    1,
    1,
    expect.closeTo(0.8),
    expect.closeTo(0.2),
    0,
  ])
})

it('the sum for many rows says the same as the exact matrix', () => {
  for (const d of [0.01, 0.02, 0.03, 0.05]) expect(pelzGood(d, 1000)).toBeCloseTo(powerOfDurbinMatrix(d, 1000), 6)
})

it('falls with the distance, also from one way of working it out to the next', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, d) => {
      expect(kolmogorovSmirnovAbove(d, n)).toBeGreaterThanOrEqual(
        kolmogorovSmirnovAbove(Math.min(1, d + 0.01), n) - 1e-7,
      )
    }),
  )
})

it('more and more rows come to the law for endless ones, also beyond those that are summed', () => {
  for (const z of [0.5, 0.9, 1.36, 2]) {
    for (const n of [1e5, 1e7]) {
      expect(kolmogorovSmirnovAbove(z / Math.sqrt(n), n) / kolmogorovAbove(z)).toBeCloseTo(1, 1.7)
    }
  }
})

it.each([
  [0, 1],
  [0.5, 0.9639452436648751],
  [1.358098642, 0.05],
  [3, 3.045995948942526e-8],
])('of endless rows, the limit beyond %d is what tables say', (z, share) => {
  expect(kolmogorovAbove(z) / share).toBeCloseTo(1, 6)
})

it('no rows have no law', () => {
  expect(kolmogorovSmirnovAbove(0.5, 0)).toBeNaN()
})
