import fc from 'fast-check'
import { expect, it } from 'vitest'
import { energyStatistic } from './energy-statistic.ts'

const points = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 1,
  maxLength: 12,
})

it('the statistic is never below zero, zero of the same rows, the same both ways, and in the unit of the rows', () => {
  fc.assert(
    fc.property(points, points, (reference, current) => {
      const energy = energyStatistic(reference, current)
      expect(energy).toBeGreaterThanOrEqual(-1e-12)
      expect(energyStatistic(reference, [...reference, ...reference])).toBeCloseTo(0, 9)
      expect(energyStatistic(current, reference)).toBeCloseTo(energy, 9)
      const doubled = (all: readonly [number, number][]): number[][] => all.map(([x, y]) => [2 * x, 2 * y])
      expect(energyStatistic(doubled(reference), doubled(current))).toBeCloseTo(2 * energy, 9)
    }),
  )
})
