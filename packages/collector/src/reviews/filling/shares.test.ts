import type { ReviewRule } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { START } from '../../fixtures/predictions.ts'
import type { StoredReview } from '../../store/state-reviews.ts'
import { countSeen, countsOfDay, spreadSeen } from './seen.ts'
import { deviationsOf, isOutgrown, workOutShares } from './shares.ts'

const HOUR_MS = 3_600_000
const RULES: ReviewRule[] = [{ reason: 'thumbs_down' }, { reason: 'random' }]

/** So many of each rule in each of the hours before now. */
function seenOf(counts: number[], hours: number, nowMs = START): { [hour: string]: number[] } {
  const seen: { [hour: string]: number[] } = {}
  for (let hour = 1; hour <= hours; hour += 1) seen[new Date(nowMs - hour * HOUR_MS).toISOString()] = counts
  return seen
}

describe('what a day brings', () => {
  it('is counted over the last day, or as much of it as was seen', () => {
    expect(countsOfDay(seenOf([2, 10], 48), START)).toEqual([48, 240])
    expect(countsOfDay(seenOf([2, 10], 6), START)).toEqual([12, 60])
    expect(countsOfDay({}, START)).toEqual([])
  })

  it('is that of the last day on which anything came', () => {
    expect(countsOfDay(seenOf([2, 10], 48), START + 72 * HOUR_MS)).toEqual([48, 240])
  })

  it('keeps no more than two days of hours', () => {
    const seen = {}
    for (let hour = 0; hour < 100; hour += 1) countSeen(seen, { atMs: START + hour * HOUR_MS, fitted: [1], rules: 2 })
    expect(Object.keys(seen)).toHaveLength(48)
    expect(Object.values(seen)[0]).toEqual([0, 1])
  })

  it('is of the sums of the store where only the newest were counted', () => {
    const hour = (number: number) => START + number * HOUR_MS
    const byHour = new Map([
      [hour(0), 1_000],
      [hour(3), 3_000],
    ])
    const seen = spreadSeen(seenOf([5, 50], 2), { byHour, counted: 100 })
    expect(seen).toEqual({
      [new Date(hour(0)).toISOString()]: [100, 1_000],
      [new Date(hour(3)).toISOString()]: [300, 3_000],
    })
    expect(spreadSeen(seen, { byHour: new Map(), counted: 100 })).toBe(seen)
  })
})

describe('shares', () => {
  const worked = (said: Partial<Parameters<typeof workOutShares>[0]>) =>
    workOutShares({
      rules: RULES,
      perDay: 100,
      seen: seenOf([4, 400], 24),
      deviations: [0.5, 0.5],
      nowMs: START,
      ...said,
    })

  it('are those of the rules where the queue says no number', () => {
    const rules: ReviewRule[] = [
      { reason: 'thumbs_down', share: 0.7 },
      { reason: 'random', share: 0.1 },
    ]
    expect(worked({ rules, perDay: null })).toEqual([0.7, 0.1])
  })

  it('spread half evenly and half by Neyman', () => {
    const [down = 0, random = 0] = worked({})
    // 25 each, and of the other 50 by (96 - 25) : (9600 - 25).
    expect(down * 96).toBeCloseTo(25 + (50 * 71) / 9_646, 9)
    expect(random * 9_600).toBeCloseTo(25 + (50 * 9_575) / 9_646, 9)
  })

  it('of a first day do not count on more to come', () => {
    expect(worked({ seen: { [new Date(START - HOUR_MS).toISOString()]: [0, 200] } })).toEqual([1, 0.5])
  })

  it('are out of date when some rule was seen a tenth more often than when they were worked out', () => {
    const [hour, counts] = [new Date(START - HOUR_MS).toISOString(), [0, 100]]
    const outgrown = (down: number, random: number) => isOutgrown({ [hour]: [down, random] }, counts, START)
    expect([outgrown(0, 100), outgrown(0, 109), outgrown(0, 111), outgrown(1, 100)]).toEqual([false, false, true, true])
    expect([isOutgrown({}, [], START), isOutgrown({ [hour]: [0, 1] }, [], START)]).toEqual([false, true])
  })

  it('are all where there are fewer than asked for, and the first of what was never seen', () => {
    expect(worked({ seen: seenOf([0, 1], 24) })).toEqual([1, 1])
    expect(worked({ seen: {} })).toEqual([1, 1])
  })

  it('add up to what is asked for, are none above 1, and leave no rule out', () => {
    const anyStratum = fc.record({
      size: fc.integer({ min: 1, max: 5_000 }),
      deviation: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.array(anyStratum, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 10_000 }),
        (strata, perDay) => {
          const rules = strata.map((): ReviewRule => ({ reason: 'random' }))
          const sizes = strata.map(({ size }) => size * 24)
          const deviations = strata.map(({ deviation }) => deviation)
          const shares = worked({
            rules,
            perDay,
            deviations,
            seen: seenOf(
              strata.map(({ size }) => size),
              24,
            ),
          })
          const picked = shares.map((share, rule) => share * (sizes[rule] ?? 0))
          const all = sizes.reduce((sum, size) => sum + size, 0)
          const more = picked.reduce((sum, each) => sum + each, 0) - Math.min(perDay, all)
          expect(more).toBeGreaterThan(-1e-6)
          // However few are asked for, one in a million is looked at.
          expect(more).toBeLessThan(1e-6 + all * 1e-6)
          expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
          const floor = perDay / 2 / rules.length
          expect(picked.every((each, rule) => each >= Math.min(floor, sizes[rule] ?? 0) - 1e-9)).toBe(true)
        },
      ),
    )
  })
})

describe('how much judgements of a rule differ', () => {
  const review = (reason: string, decision: string) => ({ item: { reason }, decision }) as unknown as StoredReview

  it('is as of a coin where nothing was judged, and less the more they agree', () => {
    expect(deviationsOf(RULES, [])).toEqual([0.5, 0.5])
    const reviews = [
      ...Array.from({ length: 8 }, () => review('thumbs_down', 'bad')),
      ...Array.from({ length: 5 }, () => review('thumbs_down', 'unsure')),
      review('random', 'good'),
      review('random', 'corrected'),
    ]
    // Of eight bad ones (0 + 1) / (8 + 2) are good.
    expect(deviationsOf(RULES, reviews)).toEqual([Math.sqrt(0.1 * 0.9), 0.5])
  })
})
