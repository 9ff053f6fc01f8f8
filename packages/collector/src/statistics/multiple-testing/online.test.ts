import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { addis, lond, lordPlusPlus, saffron } from './online.ts'

const named = Object.entries({ lond, lordPlusPlus, saffron, addis })
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('tests that come one after the other', () => {
  it.each(named)('have with %s levels that know nothing of what is yet to come', (_, test) => {
    fc.assert(
      fc.property(pValues, pValues, (seen, more) => {
        const before = test(seen, 0.05)
        const after = test([...seen, ...more], 0.05)
        expect(after.levels.slice(0, seen.length)).toEqual(before.levels)
        expect(after.rejected.slice(0, seen.length)).toEqual(before.rejected)
      }),
    )
  })

  it.each(named)('are with %s given more the more was found before', (_, test) => {
    const [nothing, something] = [[1], [1e-9]].map((first) => test([...first, 0.4, 0.4], 0.05).levels[2] ?? 0)
    expect(something).toBeGreaterThan(nothing ?? 0)
  })

  it.each(named)('hold with %s the share of false ones among what is rejected', (_, test) => {
    const random = createRandom(5)
    const shares = Array.from({ length: 200 }, () => {
      const isFalse = Array.from({ length: 50 }, () => random() < 0.7)
      const { rejected } = test(
        isFalse.map((without) => (without ? random() : random() * 1e-4)),
        0.1,
      )
      const found = rejected.filter(Boolean).length
      return rejected.filter((isRejected, at) => isRejected && isFalse[at] === true).length / Math.max(1, found)
    })
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(0.1)
  })
})
