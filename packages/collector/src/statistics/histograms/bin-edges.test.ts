import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binEdges, type BinRule } from './bin-edges.ts'

const rules: BinRule[] = ['sturges', 'doane', 'scott', 'fd', 'auto']
const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 50 })

it.each(rules)('edges by %s rise from the least to the greatest value', (rule) => {
  fc.assert(
    fc.property(values, (sample) => {
      const edges = binEdges(sample, rule)
      const isOne = new Set(sample).size === 1
      expect(edges[0]).toBeCloseTo(Math.min(...sample) - (isOne ? 0.5 : 0), 12)
      expect(edges.at(-1)).toBeCloseTo(Math.max(...sample) + (isOne ? 0.5 : 0), 12)
      expect(edges.slice(1).every((edge, index) => edge > (edges[index] ?? Infinity))).toBe(true)
    }),
  )
})

it.each(rules)('by %s there is one bin for nothing, and for one value a bin around it', (rule) => {
  expect(binEdges([], rule)).toEqual([0, 1])
  expect(binEdges([3, 3, 3], rule)).toEqual([2.5, 3.5])
})

it('sturges takes one bin and one more for each doubling', () => {
  const sample = Array.from({ length: 64 }, (_, index) => index)
  expect(binEdges(sample, 'sturges')).toHaveLength(8)
})
