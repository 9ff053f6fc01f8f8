import { describe, expect, it } from 'vitest'
import { rateItems } from '../statistics/fixtures/two-raters.ts'
import { createRandom } from '../statistics/random.ts'
import { emptyTally } from '../sketches/tally.ts'
import { qualityGroup } from './quality-group.ts'
import { qualityWarnings } from './quality-warnings.ts'
import type { JudgeSums, RatingSums } from './signals/ratings.ts'

const NONE: RatingSums = {
  usersUp: 0,
  usersDown: 0,
  reviewersUp: 0,
  reviewersDown: 0,
  upUp: 0,
  upDown: 0,
  downUp: 0,
  downDown: 0,
  judges: new Map(),
}

function warningsOf(said: Partial<RatingSums>, code: string): string[] {
  const ratings = { ...NONE, ...said }
  const total = qualityGroup(null, emptyTally(), ratings)
  const warnings = qualityWarnings({ total, groups: [], by: null, ratings })
  return warnings.flatMap((warning) => (warning.code === code ? [warning.text] : []))
}

describe('users differ from reviewers', () => {
  const warningsIn = (said: Partial<RatingSums>) => warningsOf(said, 'users_differ_from_reviewers')

  it('where, counting thumbs up and down as often as users gave them, reviewers call fewer or more good', () => {
    expect(warningsIn({ usersUp: 900, usersDown: 100, upUp: 60, upDown: 20, downUp: 8, downDown: 72 })).toEqual([
      // Of 900 thumbs up a quarter is bad to reviewers, of 100 thumbs down a tenth good: 675 and 10.
      'Users call 90% of the 1000 predictions they rated good. Reviewers looked at 160 of these and, with thumbs up and ' +
        'down counted as often as users gave them, call 69% good. Users may overlook what reviewers see; or the ' +
        'guidelines ask for more than users need.',
    ])
    expect(warningsIn({ usersUp: 500, usersDown: 500, upUp: 50, downUp: 25, downDown: 25 })).toEqual([
      expect.stringContaining('call 75% good. Something bothers users that reviewers do not see') as string,
    ])
  })

  it('not where only thumbs down were looked at, fewer than ten of either, or they differ by no more than chance', () => {
    expect(warningsIn({ usersUp: 400, usersDown: 100, downUp: 50, downDown: 50 })).toEqual([])
    expect(warningsIn({ usersUp: 400, usersDown: 100, upDown: 9, downDown: 100 })).toEqual([])
    expect(warningsIn({ usersUp: 400, usersDown: 100, upUp: 10, upDown: 2, downUp: 10, downDown: 20 })).toEqual([])
    expect(warningsIn({ usersUp: 400, usersDown: 100, reviewersUp: 20, reviewersDown: 500 })).toEqual([])
    expect(warningsIn({})).toEqual([])
  })

  it('what users never said needs no review', () => {
    expect(warningsIn({ usersUp: 400, upUp: 10, upDown: 10 })).toHaveLength(1)
  })

  it('less than five points matter to nobody, however sure', () => {
    const many = { usersUp: 50_000, usersDown: 50_000, upUp: 48_000, upDown: 2_000, downDown: 50_000 }
    expect(warningsIn(many)).toEqual([])
  })

  /** How often it is warned of, where the two err as often as is said and a queue looks at that part of thumbs. */
  function partWarned(down: number, up: number, errs: { users: number; reviewers: number }): number {
    const random = createRandom(9)
    let warned = 0
    for (let run = 0; run < 300; run += 1) {
      const sums = { ...NONE }
      for (let rated = 0; rated < 1000; rated += 1) {
        const truth = random() < 0.9
        const user = random() < errs.users ? !truth : truth
        sums[user ? 'usersUp' : 'usersDown'] += 1
        if (random() >= (user ? up : down)) continue
        const reviewer = random() < errs.reviewers ? !truth : truth
        sums[user ? (reviewer ? 'upUp' : 'upDown') : reviewer ? 'downUp' : 'downDown'] += 1
      }
      warned += warningsIn(sums).length
    }
    return warned / 300
  }

  it.each([
    [1, 0.02],
    [0.5, 0.05],
    [0.5, 0.5],
  ])(
    'where both are as often right it is hardly ever said, with %d of thumbs down and %d of the rest reviewed',
    (...of) => {
      expect(partWarned(...of, { users: 0.05, reviewers: 0.05 })).toBeLessThanOrEqual(0.07)
    },
  )

  it('where reviewers are stricter it is mostly said', () => {
    expect(partWarned(1, 0.1, { users: 0.05, reviewers: 0.25 })).toBeGreaterThan(0.8)
  })
})

describe('a judge is unreliable', () => {
  function judgedBy(pairs: readonly (readonly [judge: number, people: number])[]): Partial<RatingSums> {
    const sum = (of: (pair: readonly [number, number]) => number) => pairs.reduce((total, pair) => total + of(pair), 0)
    const sums: JudgeSums = {
      alone: { count: 0, scores: 0, squares: 0 },
      both: {
        count: pairs.length,
        scores: sum(([judge]) => judge),
        squares: sum(([judge]) => judge ** 2),
        trusted: sum(([, people]) => people),
        trustedSquares: sum(([, people]) => people ** 2),
        products: sum(([judge, people]) => judge * people),
      },
    }
    return { judges: new Map([['polite', sums]]) }
  }
  const warningsIn = (pairs: readonly (readonly [number, number])[]) => warningsOf(judgedBy(pairs), 'judge_unreliable')
  const chance = (each: number, yes = 1) =>
    Array.from({ length: each }, () => [
      [yes, 1],
      [yes, 0],
      [0, 1],
      [0, 0],
    ]).flat() as [number, number][]

  it('where even the upper end of what it agrees with people is next to nothing', () => {
    expect(warningsIn(chance(30))).toEqual([
      'The judge “polite” agrees with people hardly better than chance would (kappa 0.00, at most 0.18, on 120 ' +
        'predictions). Look at what people say instead, and at how it is asked.',
    ])
    expect(warningsIn(chance(10))).toEqual([])
    expect(warningsIn(chance(30, 0.5))).toEqual([expect.stringContaining('correlation 0.00, at most 0.18') as string])
    expect(warningsIn(chance(7, 0.5))).toEqual([])
  })

  it.each([
    { count: 30, yes: 0.95, errs: 0.03 },
    { count: 100, yes: 0.97, errs: 0.02 },
  ])('is never said of a good judge, of $count predictions of which nearly all are good', ({ count, ...raters }) => {
    const random = createRandom(count)
    const warned = Array.from({ length: 300 }, () => warningsIn(rateItems(count, { ...raters, random })).length)
    expect(warned.filter((warnings) => warnings > 0).length).toBeLessThan(3)
  })
})
