import fc from 'fast-check'
import { expect, it } from 'vitest'
import { logChoose } from './chi-squared.ts'
import { hypergeometricBelow, visitHypergeometric } from './hypergeometric.ts'

const margins = fc
  .tuple(fc.nat(60), fc.nat(60), fc.integer({ min: 0, max: 60 }))
  .map(([good, bad, part]) => ({ draws: Math.floor(((good + bad) * part) / 60), good, all: good + bad }))

it('each number is visited once, and is as likely as ways to choose say', () => {
  fc.assert(
    fc.property(margins, ({ draws, good, all }) => {
      const seen = new Map<number, number>()
      visitHypergeometric({ draws, good, all }, (at, likelihood) => seen.set(at, likelihood))
      expect(seen.size).toBe(Math.min(draws, good) - Math.max(0, draws + good - all) + 1)
      const every = [...seen.values()].reduce((sum, one) => sum + one, 0)
      for (const [at, likelihood] of seen) {
        const ways = logChoose(good, at) + logChoose(all - good, draws - at) - logChoose(all, draws)
        expect(likelihood / every / Math.exp(ways)).toBeCloseTo(1, 9)
      }
    }),
  )
})

it('what lies up to a number and above it is all there is', () => {
  expect(hypergeometricBelow({ draws: 4, good: 4, all: 8 }, 0)).toBeCloseTo(1 / 70, 12)
  expect(hypergeometricBelow({ draws: 4, good: 4, all: 8 }, 4)).toBe(1)
  expect(hypergeometricBelow({ draws: 4, good: 4, all: 8 }, -1)).toBe(0)
})

it('of ten million few are visited, and what is left out is nothing', () => {
  let visited = 0
  visitHypergeometric({ draws: 5e6, good: 5e6, all: 1e7 }, () => (visited += 1))
  expect(visited).toBeLessThan(100_000)
})
