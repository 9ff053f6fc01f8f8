import fc from 'fast-check'
import { expect, it } from 'vitest'
import { twoSharesTest } from '../proportions/two-shares.ts'
import { barnard } from './barnard.ts'
import { boschloo } from './boschloo.ts'
import { fisherExact, type Successes } from './fisher-exact.ts'
import { largestChance, MOST_EXACT_ROWS } from './nuisance-share.ts'

const share: fc.Arbitrary<Successes> = fc
  .tuple(fc.integer({ min: 1, max: 25 }), fc.nat(25))
  .map(([count, successes]) => ({ count, successes: Math.min(count, successes) }))

const tests: [string, (first: Successes, second: Successes) => number | null][] = [
  ['fisherExact', (first, second) => fisherExact(first, second).pValue],
  ['boschloo', boschloo],
  ['barnard', barnard],
]

function failuresOf({ successes, count }: Successes): Successes {
  return { successes: count - successes, count }
}

it.each(tests)('%s says the same of failures as of successes, and whichever is named first', (_, test) => {
  fc.assert(
    fc.property(share, share, (first, second) => {
      const pValue = test(first, second) ?? 2
      expect(test(second, first) ?? 2).toBeCloseTo(pValue, 6)
      expect(test(failuresOf(first), failuresOf(second)) ?? 2).toBeCloseTo(pValue, 6)
    }),
    { numRuns: 40 },
  )
})

it.each(tests)('%s errs no more often than it says, whatever the share is', (_, test) => {
  const [n, m] = [9, 7]
  for (const pi of [0.05, 0.2, 0.5, 0.8]) {
    let rejected = 0
    for (let i = 0; i <= n; i += 1)
      for (let j = 0; j <= m; j += 1)
        if ((test({ successes: i, count: n }, { successes: j, count: m }) ?? 1) <= 0.05)
          rejected += chance(i, n, pi) * chance(j, m, pi)
    expect(rejected).toBeLessThanOrEqual(0.05)
  }
})

it('of many rows the exact p value is that of the z test but for a tenth, which shares near 0 and 1 add', () => {
  const [first, second] = [
    { successes: 520, count: 1000 },
    { successes: 560, count: 1000 },
  ]
  const z = twoSharesTest(first, second)?.pValue ?? 2
  expect(fisherExact(first, second).pValue / z - 1).toBeLessThan(0.15)
  expect(Math.abs((boschloo(first, second) ?? 2) / z - 1)).toBeLessThan(0.1)
  expect(Math.abs((barnard(first, second) ?? 2) / z - 1)).toBeLessThan(0.1)
})

it('no share makes a set of tables likelier than the largest chance, and one makes it as likely', () => {
  const ends = fc.tuple(fc.integer({ min: -1, max: 8 }), fc.integer({ min: 1, max: 9 }))
  fc.assert(
    fc.property(fc.array(ends, { minLength: 7, maxLength: 7 }), (rows) => {
      const upTo = Int32Array.from(rows, ([low, apart]) => Math.min(low, 8 - apart))
      const from = Int32Array.from(rows, ([low, apart]) => Math.min(low, 8 - apart) + apart + 1)
      let most = 0
      for (let step = 0; step <= 2000; step += 1) most = Math.max(most, chanceOf(upTo, from, step / 2000))
      const found = largestChance({ upTo, from }, { first: 6, second: 8 })
      expect(found).toBeGreaterThanOrEqual(most - 1e-12)
      expect(found).toBeLessThan(most + 1e-4)
    }),
    { numRuns: 10 },
  )
})

it('beyond the bound, and of nothing, there is no exact test without margins', () => {
  const [many, one] = [
    { successes: 5, count: MOST_EXACT_ROWS },
    { successes: 1, count: 1 },
  ]
  expect([boschloo(many, one), barnard(many, one)]).toEqual([null, null])
  const empty = { successes: 0, count: 0 }
  expect([boschloo(empty, one), barnard(one, empty)]).toEqual([null, null])
  expect([boschloo(one, one), barnard(one, one)]).toEqual([null, 1])
})

function chance(successes: number, count: number, pi: number): number {
  let ways = 1
  for (let at = 0; at < successes; at += 1) ways = (ways * (count - at)) / (at + 1)
  return ways * pi ** successes * (1 - pi) ** (count - successes)
}

function chanceOf(upTo: Int32Array, from: Int32Array, pi: number): number {
  let sum = 0
  for (let i = 0; i < upTo.length; i += 1)
    for (let j = 0; j <= 8; j += 1)
      if (j <= (upTo[i] ?? -1) || j >= (from[i] ?? 9)) sum += chance(i, 6, pi) * chance(j, 8, pi)
  return sum
}
