import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boschloo } from './boschloo.ts'
import { fisherExact } from './fisher-exact.ts'

const share = fc
  .tuple(fc.integer({ min: 1, max: 25 }), fc.nat(25))
  .map(([count, successes]) => ({ count, successes: Math.min(count, successes) }))

it('of two sides Boschloo is never above twice the one side of Fisher', () => {
  fc.assert(
    fc.property(share, (first) => {
      const none = { successes: 0, count: first.count }
      // With none in the other all of Fisher is of one side but for its equal.
      expect(boschloo(first, none) ?? 0).toBeLessThanOrEqual(2 * fisherExact(first, none).pValue + 1e-9)
    }),
    { numRuns: 40 },
  )
})
