import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CELL_MS } from '../store/rows-folding.ts'
import { fittingStep, wholeSteps } from './whole-steps.ts'

const time = fc.integer({ min: 0, max: Date.parse('2100-01-01') })

it('whole steps hold the time, and less than one step more at each end', () => {
  fc.assert(
    fc.property(time, fc.nat(1e11), fc.constantFrom('hour' as const, 'day' as const), (fromMs, lengthMs, step) => {
      const found = wholeSteps(step, { fromMs, toMs: fromMs + lengthMs })
      expect([found.fromMs % CELL_MS[step], found.toMs % CELL_MS[step]]).toEqual([0, 0])
      expect(fromMs - found.fromMs).toBeGreaterThanOrEqual(0)
      expect(fromMs - found.fromMs).toBeLessThan(CELL_MS[step])
      expect(found.toMs - fromMs - lengthMs).toBeGreaterThanOrEqual(0)
      expect(found.toMs - fromMs - lengthMs).toBeLessThan(CELL_MS[step])
    }),
  )
})

it('a month is in hours, and a year in days', () => {
  expect(fittingStep({ fromMs: 0, toMs: 31 * CELL_MS.day })).toBe('hour')
  expect(fittingStep({ fromMs: 0, toMs: 365 * CELL_MS.day })).toBe('day')
})
