import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTally } from './fixtures/any-tally.ts'
import { addSummand, addTally, emptyTally, isEmptyTally, sumOf, SUMMAND_MAX, type Tally } from './tally.ts'
import { encodeTally } from './tally-text.ts'

function sum(...tallies: Tally[]): Tally {
  const total = emptyTally()
  for (const tally of tallies) addTally(total, tally)
  return total
}

describe('tallies', () => {
  it('add up in any order, and in any groups', () => {
    fc.assert(
      fc.property(anyTally, anyTally, anyTally, (one, two, three) => {
        expect(encodeTally(sum(one, two))).toBe(encodeTally(sum(two, one)))
        expect(encodeTally(sum(sum(one, two), three))).toBe(encodeTally(sum(one, sum(two, three))))
      }),
    )
  })

  it('are left as they are by an empty one, and changed by no adding elsewhere', () => {
    fc.assert(
      fc.property(anyTally, anyTally, (tally, other) => {
        const before = encodeTally(tally)
        expect(encodeTally(sum(tally, emptyTally()))).toBe(before)
        addTally(sum(tally), other)
        expect(encodeTally(tally)).toBe(before)
      }),
    )
  })

  it('leave nothing behind when they are taken back', () => {
    fc.assert(
      fc.property(anyTally, anyTally, (tally, other) => {
        const both = sum(tally, other)
        addTally(both, other, -1)
        expect(encodeTally(both)).toBe(encodeTally(tally))
        addTally(both, tally, -1)
        expect(both).toEqual(emptyTally())
        expect(isEmptyTally(both)).toBe(true)
      }),
    )
  })
})

describe('a sum', () => {
  it('is exact, however large its summands and however many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (summands) => {
        const tally = emptyTally()
        for (const summand of summands) addSummand(tally, 'a', summand, 1)
        expect(sumOf(tally, 'a')).toBe(summands.reduce((total, summand) => total + summand, 0))
      }),
    )
    const tally = emptyTally()
    for (let time = 0; time < 9; time += 1) addSummand(tally, 'a', SUMMAND_MAX, 1)
    for (const count of tally.counts.values()) expect(Number.isSafeInteger(count * 1e9)).toBe(true)
  })

  it.each([
    [1e300, SUMMAND_MAX],
    [-Infinity, -SUMMAND_MAX],
    [Number.NaN, 0],
    [0.4, 0],
  ])('counts %d as %d', (summand, as) => {
    const tally = emptyTally()
    addSummand(tally, 'a', summand, 1)
    expect(sumOf(tally, 'a')).toBe(as)
  })
})
