import fc from 'fast-check'
import { expect, it } from 'vitest'
import { harmOf } from './harm.ts'

const counts = (of: { readonly [bin: number]: number }): Map<number, number> =>
  new Map(Object.entries(of).map(([bin, count]) => [Number(bin), count]))
const KNOWN = { good: counts({ 1: 900, 2: 100 }), bad: counts({ 1: 100, 2: 900 }) }
const EVEN = counts({ 1: 500, 2: 500 })

it('a shift towards what is often bad is harm, and one away from it is as much less than none', () => {
  const towards = harmOf({ reference: EVEN, current: counts({ 1: 250, 2: 750 }), ...KNOWN })
  const away = harmOf({ reference: EVEN, current: counts({ 1: 750, 2: 250 }), ...KNOWN })
  // A quarter of all, from 10 % to 90 % bad, drawn a little to the middle by ten rows of each.
  expect(towards).toBeCloseTo(0.25 * 0.8, 2)
  expect(away).toBeCloseTo(-(towards ?? NaN), 12)
  expect(harmOf({ reference: EVEN, current: EVEN, ...KNOWN })).toBe(0)
})

it('what is known of a few is drawn to what is known of all', () => {
  const few = { good: counts({ 1: 500 }), bad: counts({ 1: 500, 2: 1 }) }
  const harm = harmOf({ reference: EVEN, current: counts({ 1: 0, 2: 1000 }), ...few })
  expect(harm).toBeGreaterThan(0)
  expect(harm).toBeLessThan(0.03)
})

it('too few outcomes, none that is bad, and an empty side say nothing', () => {
  const current = counts({ 2: 100 })
  const ask = (known: Partial<Parameters<typeof harmOf>[0]>) => harmOf({ reference: EVEN, current, ...KNOWN, ...known })
  expect(ask({ good: counts({ 1: 24 }), bad: counts({ 2: 25 }) })).toBe(null)
  expect(ask({ good: counts({ 1: 25 }), bad: counts({ 2: 25 }) })).toBeGreaterThan(0)
  expect(ask({ good: counts({ 1: 1000 }), bad: counts({ 1: -3 }) })).toBe(null)
  expect(ask({ current: new Map() })).toBe(null)
  expect(ask({ reference: counts({ 1: 0 }) })).toBe(null)
})

it('whatever is counted, harm is finite and between minus one and one', () => {
  const some = fc
    .dictionary(fc.nat({ max: 5 }).map(String), fc.integer({ min: -20, max: 1000 }))
    .map((of) => counts(Object.fromEntries(Object.entries(of))))
  fc.assert(
    fc.property(some, some, some, some, (reference, current, good, bad) => {
      const harm = harmOf({ reference, current, good, bad })
      expect(harm === null || Math.abs(harm) <= 1).toBe(true)
    }),
  )
})
