import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTally, emptyTally, type Tally } from '../../sketches/tally.ts'
import { decodeTally, encodeTally } from '../../sketches/tally-text.ts'
import type { JudgeRating, Ratings } from '../../store/rows-folding.ts'
import { makeMeasured } from '../fixtures/measured.ts'
import { plainRatings } from '../fixtures/ratings.ts'
import { ratings, ratingsIn } from './ratings.ts'

/** In quarters, of which sums, squares and products are exact. */
const anyScore = fc.integer({ min: -400, max: 400 }).map((quarters) => quarters / 4)
const anyThumb = fc.option(fc.boolean())
/** Names that look like the end of a sum, or like several. */
const anyJudge = fc.constantFrom('relevance', 'helpful', '', '.a', 'x.b.millions', 'j.', '\ud800', '黒')
const anyRatings: fc.Arbitrary<Ratings> = fc.record({
  users: anyThumb,
  reviewers: anyThumb,
  judges: fc.uniqueArray(fc.record({ judge: anyJudge, score: anyScore, trusted: fc.option(anyScore) }), {
    selector: ({ judge }) => judge,
    maxLength: 4,
  }),
})

function count(all: readonly Ratings[], sign: 1 | -1 = 1, into: Tally = emptyTally()): Tally {
  for (const each of all) ratings.count(makeMeasured({ ratings: each }), into, sign)
  return into
}

function sumsOf(judge: Partial<JudgeRating>) {
  const rating = { judge: 'j', score: 0, trusted: null, ...judge }
  return ratingsIn(count([{ users: null, reviewers: null, judges: [rating] }])).judges.get('j')
}

describe('sums of ratings', () => {
  it('are what going through all of them gives, also after being written down', () => {
    fc.assert(
      fc.property(fc.array(anyRatings), (all) => {
        const tally = count(all)
        expect(ratingsIn(tally)).toEqual(plainRatings(all))
        expect(ratingsIn(decodeTally(encodeTally(tally)))).toEqual(plainRatings(all))
      }),
    )
  })

  it('add up in parts, and leave nothing behind of what is taken back', () => {
    fc.assert(
      fc.property(fc.array(anyRatings), fc.array(anyRatings), (some, others) => {
        const both = count(others)
        addTally(both, count(some))
        expect(ratingsIn(both)).toEqual(plainRatings([...some, ...others]))
        expect(encodeTally(count(some, -1, both))).toBe(encodeTally(count(others)))
        expect(count(others, -1, both)).toEqual(emptyTally())
      }),
    )
  })

  it('take back exactly what they counted, whatever the scores are', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.double(), (scores, trusted) => {
        const all = scores.map((score) => ({
          users: null,
          reviewers: null,
          judges: [{ judge: 'j', score, trusted: score > 0 ? trusted : null }],
        }))
        expect(count(all, -1, count(all))).toEqual(emptyTally())
      }),
    )
  })
})

describe('a score', () => {
  it('counts to the millionth', () => {
    expect(sumsOf({ score: 0.123_456_7, trusted: -0.5 })?.both).toMatchObject({
      scores: 0.123_457,
      squares: 0.015_242,
      trusted: -0.5,
      trustedSquares: 0.25,
      products: -0.061_728,
    })
  })

  it.each([
    [1e300, 999],
    [-Infinity, -999],
    [1000, 999],
    [999, 999],
  ])('of %d counts as %d, and its square as the square of that', (score, counted) => {
    expect(sumsOf({ score })?.alone).toEqual({ count: 1, scores: counted, squares: counted ** 2 })
  })
})
