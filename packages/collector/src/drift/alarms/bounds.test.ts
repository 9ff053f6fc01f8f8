import { describe, expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { clopperPearsonUpper } from '../../statistics/proportions/clopper-pearson.ts'
import { HOUR_MS } from '../hours.ts'
import { boundAt, boundOf, fineOf } from './bounds.ts'
import { signalOf } from './fixtures/guarded-store.ts'
import { drawCategories, START_MS } from './fixtures/streams.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { guardedShares } from './lookouts.ts'

const SIGNAL = signalOf(1, 'category', { categories: ['true', 'false'] })
const WEEKS = 4

/** The bound of the share of the first category, in a reference with so many rows an hour. */
function boundWith(rows: number, shareAt: (hour: number) => number, isMatched: boolean) {
  const random = createRandom(5)
  const hours = Array.from({ length: WEEKS * 168 }, (_, hour) =>
    timedHour(hour, drawCategories(random, rows, [shareAt(hour), 1 - shareAt(hour)])),
  )
  const [share] = guardedShares(SIGNAL, 'values', hours)
  if (share === undefined) throw new Error('nothing is guarded')
  return boundOf(share, { hours, hanging: [], isMatched }, 0.02)
}

function boundsOfDay(bound: ReturnType<typeof boundWith>): (number | null)[] {
  return Array.from({ length: 24 }, (_, hour) => boundAt(bound, START_MS + hour * HOUR_MS))
}

describe('a bound', () => {
  it('is the end of the exact interval and what is fine beyond it', () => {
    const hours = [timedHour(0, { 1: 60, 2: 140 })]
    const [share] = guardedShares(SIGNAL, 'values', hours)
    if (share === undefined) throw new Error('nothing is guarded')
    const bound = boundOf(share, { hours, hanging: [], isMatched: false }, 0.02)
    expect(boundAt(bound, START_MS)).toBeCloseTo(clopperPearsonUpper(60, 200, 0.995) + 0.02, 12)
  })

  it('is none where any share is fine', () => {
    const hours = [timedHour(0, { 1: 200 })]
    const [up, down] = guardedShares(SIGNAL, 'values', hours)
    const [above, below] = [up, down].map((share) =>
      share === undefined ? null : boundAt(boundOf(share, { hours, hanging: [], isMatched: false }, 0.02), START_MS),
    )
    expect(above).toBeNull()
    expect(below).toBeGreaterThan(0.02)
  })

  it('is one for all hours where they are alike, so that as little as possible is fine', () => {
    const bound = boundWith(100, () => 0.1, true)
    expect(bound.highest).toHaveLength(1)
    expect(boundAt(bound, START_MS)).toBeLessThan(0.13)
  })

  it('follows a rhythm of days, and one of weeks', () => {
    const daily = boundsOfDay(boundWith(100, (hour) => (hour % 24 < 12 ? 0.1 : 0.4), true))
    expect(Math.max(...daily.slice(0, 12).map(Number))).toBeLessThan(0.2)
    expect(Math.min(...daily.slice(12).map(Number))).toBeGreaterThan(0.4)
    const weekly = boundWith(100, (hour) => (hour % 168 === 50 ? 0.9 : 0.1), true)
    expect(weekly.highest).toHaveLength(168)
    expect(boundAt(weekly, START_MS + 50 * HOUR_MS)).toBeGreaterThan(0.9)
    expect(boundAt(weekly, START_MS + 26 * HOUR_MS)).toBeLessThan(0.3)
  })

  it('knows by how much hours differ where their rhythm is not followed', () => {
    const bound = boundWith(100, (hour) => (hour % 24 < 12 ? 0.1 : 0.4), false)
    expect(bound.highest).toHaveLength(1)
    expect(bound.dependence).toBeGreaterThan(8)
  })

  it('is higher where rows hang together, by the hours themselves or by others that tell of it', () => {
    const plain = Array.from({ length: 60 }, (_, hour) => timedHour(hour, { 1: 20, 2: 80 }))
    const hung = Array.from({ length: 60 }, (_, hour) =>
      timedHour(hour, hour % 2 === 0 ? { 1: 40, 2: 60 } : { 2: 100 }),
    )
    const [share] = guardedShares(SIGNAL, 'values', plain)
    if (share === undefined) throw new Error('nothing is guarded')
    const [alone, beside, itself] = [
      boundOf(share, { hours: plain, hanging: [], isMatched: false }, 0.02),
      boundOf(share, { hours: plain, hanging: hung, isMatched: false }, 0.02),
      boundOf(share, { hours: hung, hanging: [], isMatched: false }, 0.02),
    ]
    expect(alone.dependence).toBe(1)
    expect(boundAt(alone, START_MS)).toBeCloseTo(clopperPearsonUpper(1_200, 6_000, 0.995) + 0.02, 12)
    for (const { dependence, highest } of [beside, itself]) {
      expect(dependence).toBeGreaterThan(10)
      expect(highest[0]).toBeCloseTo(clopperPearsonUpper(1_200 / dependence, 6_000 / dependence, 0.995) + 0.02, 12)
      expect(highest[0]).toBeGreaterThan((alone.highest[0] ?? NaN) + 0.02)
    }
  })

  it('of an hour of which hardly anything is known is the highest of all', () => {
    const random = createRandom(6)
    const hours = Array.from({ length: WEEKS * 168 }, (_, hour) => {
      const share = hour % 24 < 12 ? 0.1 : 0.4
      return timedHour(hour, drawCategories(random, hour % 24 === 3 ? 0 : 100, [share, 1 - share]))
    })
    const [share] = guardedShares(SIGNAL, 'values', hours)
    if (share === undefined) throw new Error('nothing is guarded')
    const bounds = boundsOfDay(boundOf(share, { hours, hanging: [], isMatched: true }, 0.02)).map(Number)
    expect(bounds[3]).toBe(Math.max(...bounds))
  })
})

describe('what is fine', () => {
  const number = signalOf(1, 'number', { name: 'age' })

  it('of numbers is half a share for each spread that somebody chose', () => {
    const of = { of: { is: 'above' as const, bin: 3 } }
    expect(fineOf(of, number, 'values', {})).toBeCloseTo(0.05, 12)
    expect(fineOf(of, number, 'values', { age: 0.4 })).toBeCloseTo(0.2, 12)
  })

  it('of what is missing, odd or unseen is what nobody chooses', () => {
    expect(fineOf({ of: { is: 'missing' } }, number, 'missing', { age: 0.4 })).toBe(0.02)
    expect(fineOf({ of: { is: 'type' } }, number, 'type', { age: 0.4 })).toBe(0.01)
    expect(fineOf({ of: { is: 'unseen' } }, SIGNAL, 'values', { 'signal-1': 0.4 })).toBe(0.01)
  })

  it('of one category of two is that of a rate', () => {
    expect(fineOf({ of: { is: 'rate', category: 'true' } }, SIGNAL, 'values', {})).toBe(0.02)
    expect(fineOf({ of: { is: 'category', category: 'a' } }, SIGNAL, 'values', {})).toBe(0.05)
  })
})
