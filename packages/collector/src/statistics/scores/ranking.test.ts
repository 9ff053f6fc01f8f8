import fc from 'fast-check'
import { expect, it } from 'vitest'
import { averagePrecision, rocAuc } from './ranking.ts'

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), { minLength: 2, maxLength: 30 })
  .filter((all) => new Set(all.map(([, label]) => label)).size === 2)
  .map((all) => [all.map(([score]) => score), all.map(([, label]) => label)] as const)

it('the area is the share of pairs that are put right, ties half', () => {
  fc.assert(
    fc.property(rows, ([scores, labels]) => {
      const pairs = scores.flatMap((one, row) =>
        labels[row] === 1 ? scores.flatMap((zero, other) => (labels[other] === 0 ? [Math.sign(one - zero)] : [])) : [],
      )
      const right = pairs.reduce<number>((sum, sign) => sum + (sign + 1) / 2, 0) / pairs.length
      expect(rocAuc(scores, labels)).toBeCloseTo(right, 12)
    }),
  )
})

it('turning scores or labels round turns the area round, and stretching scores leaves it', () => {
  fc.assert(
    fc.property(rows, ([scores, labels]) => {
      const area = rocAuc(scores, labels)
      expect(
        rocAuc(
          scores.map((score) => -score),
          labels,
        ),
      ).toBeCloseTo(1 - area, 12)
      expect(
        rocAuc(
          scores,
          labels.map((label) => 1 - label),
        ),
      ).toBeCloseTo(1 - area, 12)
      expect(
        rocAuc(
          scores.map((score) => Math.exp(score)),
          labels,
        ),
      ).toBeCloseTo(area, 12)
    }),
  )
})

it('one label alone has no ranking, and by one score for all there is only chance', () => {
  expect(rocAuc([0.1, 0.2], [1, 1])).toBeNaN()
  expect(rocAuc([0.4, 0.4, 0.4], [1, 0, 0])).toBe(0.5)
  expect(averagePrecision([0.4, 0.4, 0.4], [1, 0, 0])).toBeCloseTo(1 / 3, 12)
  expect(averagePrecision([0.1, 0.2], [0, 0])).toBe(0)
})

it('average precision is 1 where all ones come first, and never below the share of ones in the worst order by far', () => {
  expect(averagePrecision([0.9, 0.8, 0.1], [1, 1, 0])).toBe(1)
  expect(averagePrecision([0.9, 0.8, 0.1], [0, 0, 1])).toBeCloseTo(1 / 3, 12)
})
