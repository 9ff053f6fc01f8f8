import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brierParts } from './brier-decomposition.ts'
import { brierScore } from './probability-losses.ts'

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 1 })), {
  minLength: 1,
  maxLength: 60,
})

it('the parts make up the score, and none is below zero', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const [scores, labels] = [all.map(([score]) => score / 10), all.map(([, label]) => label)]
      const { reliability, resolution, uncertainty } = brierParts(scores, labels)
      expect(reliability - resolution + uncertainty).toBeCloseTo(brierScore(scores, labels), 12)
      expect(Math.min(reliability, resolution, uncertainty)).toBeGreaterThanOrEqual(0)
    }),
  )
})
