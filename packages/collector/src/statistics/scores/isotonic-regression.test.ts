import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isotonicRegression } from './isotonic-regression.ts'

const rows = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 10 }),
    label: fc.integer({ min: 0, max: 1 }),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 40 },
)

function fit(all: readonly { score: number; label: number; weight: number }[]): (score: number) => number {
  const column = (name: 'score' | 'label' | 'weight'): number[] => all.map((row) => row[name])
  return isotonicRegression(column('score'), column('label'), column('weight')).apply
}

it('labels that fall are pooled, and between pools it goes straight', () => {
  const { apply } = isotonicRegression([1, 2, 3, 4, 6], [0, 1, 0, 0, 1])
  expect([0, 1, 2, 3, 4, 6, 9].map(apply)).toEqual([0, 0, 1 / 3, 1 / 3, 1 / 3, 1, 1])
  expect(apply(1.5)).toBeCloseTo(1 / 6, 12)
  expect(apply(5)).toBeCloseTo(2 / 3, 12)
  expect(isotonicRegression([], []).apply(0.5)).toBeNaN()
})

it('the curve never falls and keeps the mean of the labels', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const apply = fit(all)
      const heights = Array.from({ length: 21 }, (_, index) => apply(index / 2))
      expect(heights.slice(1).every((height, index) => height >= (heights[index] ?? 0) - 1e-12)).toBe(true)
      const off = all.reduce((sum, { score, label, weight }) => sum + weight * (apply(score) - label), 0)
      expect(off).toBeCloseTo(0, 9)
    }),
  )
})

it('no other rising curve is nearer to the labels', () => {
  fc.assert(
    fc.property(
      rows,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 11, maxLength: 11 }),
      (all, other) => {
        const rising = other.toSorted((first, second) => first - second)
        const apply = fit(all)
        const error = (curve: (score: number) => number): number =>
          all.reduce((sum, { score, label, weight }) => sum + weight * (curve(score) - label) ** 2, 0)
        expect(error(apply)).toBeLessThanOrEqual(error((score) => rising[score] ?? NaN) + 1e-9)
      },
    ),
  )
})

it('a weight of two is a row twice', () => {
  fc.assert(
    fc.property(rows, fc.double({ min: -1, max: 11, noNaN: true }), (all, score) => {
      const repeated = all.flatMap((row) => Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })))
      expect(fit(all)(score)).toBeCloseTo(fit(repeated)(score), 9)
    }),
  )
})
