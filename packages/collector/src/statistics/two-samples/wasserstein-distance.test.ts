import fc from 'fast-check'
import { expect, it } from 'vitest'
import { poolSamples } from './pooled-counts.ts'
import { energyDistance, wassersteinDistance } from './wasserstein-distance.ts'

const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 20 })

it('a sample moved by so much is so far away', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: -90, max: 90 }), (sample, way) => {
      const cells = poolSamples(
        sample,
        sample.map((value) => value + way),
      )
      expect(wassersteinDistance(cells)).toBeCloseTo(Math.abs(way), 9)
    }),
  )
})

it('the way back is as long, and in another unit it is as many times longer', () => {
  fc.assert(
    fc.property(samples, samples, (reference, current) => {
      const distance = wassersteinDistance(poolSamples(reference, current))
      expect(wassersteinDistance(poolSamples(current, reference))).toBeCloseTo(distance, 9)
      const tenfold = poolSamples(
        reference.map((value) => value * 10),
        current.map((value) => value * 10),
      )
      expect(wassersteinDistance(tenfold)).toBeCloseTo(10 * distance, 9)
      expect(energyDistance(tenfold)).toBeCloseTo(Math.sqrt(10) * energyDistance(poolSamples(reference, current)), 9)
    }),
  )
})

it('a third sample on the way makes no way shorter', () => {
  fc.assert(
    fc.property(samples, samples, samples, (a, b, c) => {
      const direct = wassersteinDistance(poolSamples(a, c))
      const around = wassersteinDistance(poolSamples(a, b)) + wassersteinDistance(poolSamples(b, c))
      expect(direct).toBeLessThanOrEqual(around + 1e-9)
    }),
  )
})

it('the energy distance is what the distances between all pairs of rows make of it', () => {
  const meanGap = (a: readonly number[], b: readonly number[]): number =>
    a.flatMap((x) => b.map((y) => Math.abs(x - y))).reduce((sum, gap) => sum + gap, 0) / (a.length * b.length)
  fc.assert(
    fc.property(samples, samples, (a, b) => {
      const squared = 2 * meanGap(a, b) - meanGap(a, a) - meanGap(b, b)
      expect(energyDistance(poolSamples(a, b)) ** 2).toBeCloseTo(squared, 9)
    }),
  )
})

it('there is none to or from an empty sample', () => {
  expect(wassersteinDistance(poolSamples([1], []))).toBeNaN()
  expect(energyDistance(poolSamples([], [1]))).toBeNaN()
})
