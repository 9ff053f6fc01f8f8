import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countBetweenEdges, countByCuts, equalWidthCuts, quantileCuts } from './reference-bins.ts'

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 })

it('each value falls into one bin, however far out it is', () => {
  fc.assert(
    fc.property(values, values, (reference, current) => {
      for (const cuts of [quantileCuts(reference, 10), equalWidthCuts(reference, 10)]) {
        const counts = countByCuts(cuts, [...current, -1e9, 1e9])
        expect(counts).toHaveLength(cuts.length + 1)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(current.length + 2)
      }
    }),
  )
})

it('of distinct values each bin between quantiles holds as many, and equal ones make fewer bins', () => {
  const reference = Array.from({ length: 100 }, (_, index) => index)
  expect(countByCuts(quantileCuts(reference, 10), reference)).toEqual(Array.from({ length: 10 }, () => 10))
  expect(quantileCuts([5, 5, 5], 10)).toEqual([])
  expect(equalWidthCuts([5, 5, 5], 10)).toEqual([])
  expect(equalWidthCuts([0, 1, 4], 4)).toEqual([1, 2, 3])
})

it('a value on a cut is in the bin above, but between edges the last one holds both its ends', () => {
  expect(countByCuts([1, 2], [0, 1, 2, 3])).toEqual([1, 1, 2])
  expect(countBetweenEdges([0, 1, 2], [-1, 0, 1, 2, 3])).toEqual([1, 2])
})
