import { SPLITS } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SHARES, type Shares, splitOf } from './split.ts'

const anyShares: fc.Arbitrary<Shares> = fc
  .tuple(fc.nat(10), fc.nat(10), fc.nat(10))
  .filter((weights) => weights.some((weight) => weight > 0))
  .map(([train, validation, test]) => {
    const sum = train + validation + test
    return { train: train / sum, validation: validation / sum, test: test / sum }
  })

describe('the split of a group', () => {
  it('is always the same', () => {
    fc.assert(
      fc.property(fc.string(), anyShares, (group, shares) => splitOf(group, shares) === splitOf(group, { ...shares })),
    )
  })

  // Once released this table never changes: with another one, rows that were held out would be trained on.
  it.each([
    ['user:ann', 'train'],
    ['user:ben', 'test'],
    ['user:u-1', 'train'],
    ['user:u-3', 'validation'],
    ['user:J\u00fcrgen', 'train'],
    ['session:s-1', 'train'],
    ['session:s-2', 'test'],
    ['prediction:5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174', 'train'],
  ])('of %s is %s, in every version of Trimtab', (group, split) => {
    expect(splitOf(group, DEFAULT_SHARES)).toBe(split)
  })

  it('is never one that was given no share', () => {
    fc.assert(
      fc.property(fc.string(), anyShares, (group, shares) => {
        expect(shares[splitOf(group, shares)]).toBeGreaterThan(0)
      }),
    )
  })

  it('leaves the training split only outwards when that split shrinks: what was held out stays held out', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
        (group, one, other) => {
          const [less, more] = [Math.min(one, other) / 100, Math.max(one, other) / 100]
          const isTrained = (train: number) => splitOf(group, { train, validation: 0, test: 1 - train }) === 'train'
          expect(isTrained(less) && !isTrained(more)).toBe(false)
        },
      ),
    )
  })

  it.each([DEFAULT_SHARES, { train: 0.5, validation: 0.3, test: 0.2 }, { train: 0, validation: 0.5, test: 0.5 }])(
    'over many groups gives each split its share: %j',
    (shares) => {
      const groups = Array.from({ length: 10_000 }, (_, index) => splitOf(`user:u-${index}`, shares))
      for (const split of SPLITS) {
        const share = groups.filter((each) => each === split).length / groups.length
        // Five standard deviations of 10,000 draws are at most 0.025.
        expect(Math.abs(share - shares[split])).toBeLessThan(0.025)
      }
    },
  )
})
