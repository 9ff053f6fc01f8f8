import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correlationInterval, pearsonCorrelation } from './pearson-correlation.ts'

function correlationOf(pairs: readonly (readonly [number, number])[]): number | null {
  const sum = (of: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((total, pair) => total + of(pair), 0)
  return pearsonCorrelation({
    count: pairs.length,
    first: sum(([first]) => first),
    second: sum(([, second]) => second),
    firstSquares: sum(([first]) => first ** 2),
    secondSquares: sum(([, second]) => second ** 2),
    products: sum(([first, second]) => first * second),
  })
}

const pairs = fc.array(fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -100, max: 100 })), {
  maxLength: 30,
})

it('the first of the four of Anscombe correlate by .816', () => {
  const first = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const second = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  expect(correlationOf(first.map((value, index) => [value, second[index] ?? 0]))).toBeCloseTo(0.81642, 5)
})

it('a line is 1 upwards and -1 downwards, and what stays the same is no line', () => {
  const line = (slope: number) => correlationOf([1, 2, 5].map((value) => [value, 3 + slope * value]))
  expect([line(0.5), line(-2), line(0)]).toEqual([expect.closeTo(1, 12), expect.closeTo(-1, 12), null])
  expect(correlationOf([])).toBeNull()
})

it('a correlation is within -1 and 1, the same both ways, and the same on other scales', () => {
  fc.assert(
    fc.property(pairs, (of) => {
      const found = correlationOf(of)
      expect(Math.abs(found ?? 0)).toBeLessThanOrEqual(1)
      expect(correlationOf(of.map(([first, second]) => [second, first])) ?? 9).toBeCloseTo(found ?? 9, 9)
      expect(correlationOf(of.map(([first, second]) => [first * 2 + 1, second])) ?? 9).toBeCloseTo(found ?? 9, 6)
    }),
  )
})

it('of .6 on thirty pairs the interval of Fisher is .31 to .79', () => {
  // artanh .6 is .6931, and 1.96 of √(1/27) .3772.
  const { low, high } = correlationInterval(0.6, 30)
  expect([low, high].map((end) => end.toFixed(3))).toEqual(['0.306', '0.790'])
  expect(correlationInterval(1, 30)).toEqual({ low: 1, high: 1 })
})
