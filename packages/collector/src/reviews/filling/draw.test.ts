import type { ReviewRule } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draw } from './draw.ts'

const RULES: ReviewRule[] = [
  { reason: 'thumbs_down' },
  { reason: 'low_confidence', below: 0.5 },
  { reason: 'disagreement' },
  { reason: 'random' },
]
const REASONS = RULES.map(({ reason }) => reason)
const anyChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const anyShare = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }))
const anyLook = fc.record({
  fits: fc.array(fc.constantFrom(null, { detail: 'so' }), { minLength: 4, maxLength: 4 }),
  shares: fc.array(anyShare, { minLength: 4, maxLength: 4 }),
})
type Look = typeof anyLook extends fc.Arbitrary<infer Of> ? Of : never

const largest = ({ fits, shares }: Look): number =>
  Math.max(0, ...shares.filter((_, rule) => (fits[rule] ?? null) !== null))

describe('a prediction', () => {
  it('is picked where its number is below the largest share of the rules that fit it, which is its probability', () => {
    fc.assert(
      fc.property(anyChance, anyLook, (chance, look) => {
        const drawn = draw({ chance, rules: RULES, ...look })
        const share = largest(look)
        expect(drawn?.probability ?? null).toBe(chance < share ? share : null)
        if (drawn === null) return
        const first = look.shares.findIndex((each, rule) => (look.fits[rule] ?? null) !== null && each === share)
        expect(drawn).toMatchObject({ reason: REASONS[first], detail: 'so', position: chance / share })
      }),
    )
  })

  it('that is looked at in any order ends with the largest share of all looks, or is never picked', () => {
    fc.assert(
      fc.property(anyChance, fc.array(anyLook, { minLength: 1, maxLength: 6 }), (chance, looks) => {
        const most = Math.max(...looks.map(largest))
        const kept = Math.max(0, ...looks.map((look) => draw({ chance, rules: RULES, ...look })?.probability ?? 0))
        expect(kept).toBe(chance < most ? most : 0)
      }),
    )
  })
})
