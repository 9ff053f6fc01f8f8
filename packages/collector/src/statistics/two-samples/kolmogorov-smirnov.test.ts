import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import {
  distributionGap,
  kolmogorovSmirnov,
  kolmogorovSmirnovByOneSample,
  kolmogorovSmirnovByPaths,
  kolmogorovSmirnovOneSided,
} from './kolmogorov-smirnov.ts'
import { poolSamples } from './pooled-counts.ts'

const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 })

describe('the largest gap between two distributions', () => {
  it('is the same whichever sample is named first, and however values are bent', () => {
    fc.assert(
      fc.property(samples, samples, (reference, current) => {
        const { either, above, below } = distributionGap(poolSamples(reference, current))
        const swapped = distributionGap(poolSamples(current, reference))
        expect(swapped).toEqual({ either, above: below, below: above })
        expect(distributionGap(poolSamples(reference.map(Math.exp), current.map(Math.exp))).either).toBe(either)
      }),
    )
  })

  it('is none between equal samples and all between samples apart, and says which way they moved', () => {
    expect(distributionGap(poolSamples([1, 2, 2], [2, 1, 2]))).toEqual({ either: 0, above: 0, below: 0 })
    expect(distributionGap(poolSamples([1, 2], [3]))).toEqual({ either: 1, above: 1, below: 0 })
  })

  it('is the same of rows and of their weights', () => {
    const cells = poolSamples([1, 1, 2, 5], [2, 5, 5])
    const weights = cells.map((cell) => ({ ...cell, reference: cell.reference * 0.3, current: cell.current * 1e9 }))
    expect(distributionGap(weights).either).toBeCloseTo(distributionGap(cells).either, 12)
  })
})

describe('the test of Kolmogorov and Smirnov', () => {
  it('finds drift at 5 % in no more than 5 of 100 pairs without drift, and in nearly that many', () => {
    const random = createRandom(7)
    const draw = (count: number): number[] => Array.from({ length: count }, random)
    const tests = Array.from({ length: 1000 }, () => kolmogorovSmirnov(poolSamples(draw(60), draw(47))).pValue)
    const share = tests.filter((pValue) => pValue <= 0.05).length / tests.length
    expect(share).toBeGreaterThan(0.03)
    expect(share).toBeLessThan(0.07)
  })

  it('counts the orders of few rows and takes a law of one sample for many', () => {
    const few = poolSamples([1, 2, 3], [4, 5])
    expect(kolmogorovSmirnov(few)).toEqual(kolmogorovSmirnovByPaths(few))
    expect(kolmogorovSmirnov(few).pValue).toBeCloseTo(2 / 10, 12)
    const many = few.map((cell) => ({ ...cell, reference: cell.reference * 5000, current: cell.current * 1000 }))
    expect(kolmogorovSmirnov(many)).toEqual(kolmogorovSmirnovByOneSample(many))
  })

  it('asked for one side finds nothing on the other', () => {
    const risen = poolSamples([1, 2, 3, 4, 5, 6, 7, 8], [7, 8, 9, 10, 11, 12])
    expect(kolmogorovSmirnovOneSided(risen, 'above').pValue).toBeLessThan(0.05)
    expect(kolmogorovSmirnovOneSided(risen, 'below').pValue).toBe(1)
  })

  it('has no answer where a side is empty', () => {
    for (const cells of [poolSamples([], []), poolSamples([1], []), poolSamples([], [1])]) {
      expect(kolmogorovSmirnov(cells)).toEqual({ statistic: NaN, pValue: NaN })
    }
  })
})
