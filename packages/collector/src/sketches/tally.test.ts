import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addCount,
  addEncoded,
  addSummand,
  addTally,
  addValue,
  decodeTally,
  emptyTally,
  encodeTally,
  isEmptyTally,
  type Sign,
  sumOf,
  SUMMAND_MAX,
  type Tally,
} from './tally.ts'

const anyName = fc.constantFrom('a', 'b', '__proto__', 'long.name', '\ud800')
const anySign = fc.constantFrom<Sign>(1, -1)
const anyEntry = fc.oneof(
  fc.record({ kind: fc.constant('count' as const), name: anyName, by: fc.integer({ min: -9, max: 9 }) }),
  fc.record({
    kind: fc.constantFrom('value' as const, 'summand' as const),
    name: anyName,
    by: fc.double({ min: -1e13, max: 1e13, noNaN: true }),
    sign: anySign,
  }),
)

const anyTally = fc.array(anyEntry, { maxLength: 12 }).map((entries): Tally => {
  const tally = emptyTally()
  for (const entry of entries) {
    if (entry.kind === 'count') addCount(tally, entry.name, entry.by)
    else if (entry.kind === 'value') addValue(tally, entry.name, entry.by, entry.sign)
    else addSummand(tally, entry.name, entry.by, entry.sign)
  }
  return tally
})

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
        expect(both).toEqual(tally)
        addTally(both, tally, -1)
        expect(both).toEqual(emptyTally())
        expect(isEmptyTally(both)).toBe(true)
      }),
    )
  })

  it('are the same after they were written down, and add up from there', () => {
    fc.assert(
      fc.property(anyTally, anyTally, (tally, other) => {
        expect(decodeTally(encodeTally(tally))).toEqual(tally)
        expect(encodeTally(decodeTally(encodeTally(tally)))).toBe(encodeTally(tally))
        const both = sum(tally)
        addEncoded(both, encodeTally(other))
        expect(both).toEqual(sum(tally, other))
      }),
    )
  })

  it('of another version are not read as if they were of this', () => {
    expect(() => decodeTally('[2,{},{}]')).toThrow('version 2')
  })

  it('are short when they are written down', () => {
    const tally = emptyTally()
    addCount(tally, 'errors', 2)
    for (const value of [5, 5, 900]) addValue(tally, 'duration', value, 1)
    expect(encodeTally(tally)).toBe('[1,{"errors":2},{"duration":[82,2,342,1]}]')
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
