import { expect, it } from 'vitest'
import { asymptoticHalfWidth, narrowestAt } from './asymptotic-confidence-sequence.ts'

it('is narrowest, for its time, about where it is told to be', () => {
  const widthWith = (rho: number): number => asymptoticHalfWidth(500, 1, rho, 0.05)
  const rho = narrowestAt(500, 0.05)
  expect(widthWith(rho)).toBeLessThan(widthWith(rho * 2))
  expect(widthWith(rho)).toBeLessThan(widthWith(rho / 2))
})

it('is wider than what holds for one look alone, and not by much', () => {
  const once = 1.96 / Math.sqrt(500)
  const always = asymptoticHalfWidth(500, 1, narrowestAt(500, 0.05), 0.05)
  expect(always / once).toBeGreaterThan(1)
  expect(always / once).toBeLessThan(2)
})
