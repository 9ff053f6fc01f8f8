import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyTally } from './fixtures/any-tally.ts'
import { addCount, addTally, addValue, emptyTally } from './tally.ts'
import { addEncoded, decodeTally, encodeTally } from './tally-text.ts'

it('tallies are the same after they were written down, and add up from there', () => {
  fc.assert(
    fc.property(anyTally, anyTally, (tally, other) => {
      const read = decodeTally(encodeTally(tally))
      expect(read.counts).toEqual(tally.counts)
      expect(encodeTally(read)).toBe(encodeTally(tally))
      addTally(read, tally, -1)
      expect(read).toEqual(emptyTally())
      const [both, expected] = [decodeTally(encodeTally(tally)), decodeTally(encodeTally(tally))]
      addEncoded(both, encodeTally(other))
      addTally(expected, other)
      expect(encodeTally(both)).toBe(encodeTally(expected))
    }),
  )
})

it('tallies are written down as plain characters', () => {
  fc.assert(fc.property(anyTally, (tally) => /^[0-o]+$/.test(encodeTally(tally))))
})

it('tallies of another version, and names of a later one, are not read as if they were known', () => {
  expect(() => decodeTally('3')).toThrow('version 3')
  expect(() => decodeTally('21o2')).toThrow('number 95')
})

it('tallies are short when they are written down', () => {
  const tally = emptyTally()
  addCount(tally, 'errors', 2)
  for (const value of [5, 5, 900]) addValue(tally, 'duration', value, 1)
  // The version, one count: the 17th name, 2 as 4; the 2nd name, two buckets: 82 with two, 260 further with one.
  expect(encodeTally(tally)).toBe('21A422U54X@')
})
