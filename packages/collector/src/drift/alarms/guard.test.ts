import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import { HOUR_MS } from '../hours.ts'
import { alarmThreshold } from './budget.ts'
import { boundOf, fineOf, type ShareBound } from './bounds.ts'
import { signalOf } from './fixtures/guarded-store.ts'
import { drawCategories, drawLognormal, START_MS } from './fixtures/streams.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { advance, blockOf, freshGuard, look, type Watched } from './guard.ts'
import { openAlarm } from './incidents.ts'
import { guardedShares } from './lookouts.ts'
import { ALL_HOURS } from './week-levels.ts'

const CATEGORIES = ['a', 'b', 'c', 'd']
const POST = { signal: 1, aspect: 'values' as const, baseline: 'b' }
const ALARM = { task: 'a task', aspect: 'values' as const }
const ARMED = freshGuard(POST, START_MS)

function boundAs(highest: number): ShareBound {
  return { dependence: 1, rowsOfHour: 100, level: ALL_HOURS, highest: Float64Array.of(highest) }
}

/** Four categories, each of which may be as much as this. */
function watchedWith(highest: number): Watched[] {
  const reference = [timedHour(0, { 1: 97, 2: 1, 3: 1, 4: 1 }), timedHour(1, { 1: 97, 2: 1, 3: 1, 4: 1 })]
  return guardedShares(signalOf(1, 'category', { categories: CATEGORIES }), 'values', reference)
    .filter(({ of }) => of.is === 'category')
    .filter(({ isBelow }) => !isBelow)
    .map((share) => ({ share, bound: boundAs(highest) }))
}

const watched = watchedWith(0.4)
const drawnHours = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), { maxLength: 12 })
  .map((counts) => counts.map(([a, b], hour) => timedHour(hour, { 1: a, 2: b })))

function endOf(hours: number): number {
  return START_MS + hours * HOUR_MS
}

describe('a guard', () => {
  it('comes to the same by one hour after the other as by all at once', () => {
    fc.assert(
      fc.property(drawnHours, (hours) => {
        let guard = ARMED
        for (let hour = 1; hour <= hours.length; hour += 1) guard = advance(guard, watched, hours, endOf(hour))
        expect(guard).toEqual(advance(ARMED, watched, hours, endOf(hours.length)))
      }),
    )
  })

  it('sees as much in hours that are open as it will when they are closed', () => {
    fc.assert(
      fc.property(drawnHours, fc.nat(12), (hours, over) => {
        const some = advance(ARMED, watched, hours, endOf(Math.min(over, hours.length)))
        const all = advance(ARMED, watched, hours, endOf(hours.length))
        expect(look(some, watched, hours).evidence).toBeCloseTo(look(all, watched, []).evidence, 9)
      }),
    )
  })

  it('never closes an hour twice', () => {
    const hours = [timedHour(0, { 1: 20 }), timedHour(1, { 1: 20 })]
    const once = advance(ARMED, watched, hours, endOf(2))
    expect(advance(once, watched, hours, endOf(2))).toBe(once)
    expect(advance(once, watched, hours, endOf(1))).toBe(once)
  })

  it('is not begun by hours in which nothing comes', () => {
    const hours = [timedHour(0, {}), timedHour(1, {}, { missing: 9 })]
    expect(look(advance(ARMED, watched, hours, endOf(2)), watched, [])).toEqual({
      evidence: -Infinity,
      strongest: null,
    })
  })

  it('says nothing of a share that may be anything', () => {
    const all = watchedWith(1)
    expect(look(ARMED, all, [timedHour(0, { 1: 1_000 })]).strongest).toBeNull()
  })

  it('names the share with the most evidence', () => {
    expect(look(ARMED, watched, [timedHour(0, { 2: 30 })]).strongest?.share.of).toEqual({
      is: 'category',
      category: 'b',
    })
  })

  it('never sees more because a share is not guarded any more, or another is', () => {
    fc.assert(
      fc.property(drawnHours, fc.subarray(watched), (hours, left) => {
        const guard = advance(ARMED, watched, hours, endOf(hours.length))
        const before = look(guard, watched, []).evidence
        const renewed = look(guard, left, []).evidence
        expect(renewed === -Infinity || renewed <= before + 1e-9).toBe(true)
        const fewer = advance(ARMED, left, hours, endOf(hours.length))
        const kept = look(fewer, left, []).evidence
        const more = look(fewer, watched, []).evidence
        expect(more === -Infinity || more <= kept + 1e-9).toBe(true)
      }),
    )
  })
})

describe('without a change', () => {
  /** How many hours until it alarms, at most so many, where each share is just as high as is fine. */
  function runLength(threshold: number, atMost: number, random: () => number): number {
    let guard = ARMED
    const fine = watchedWith(0.25)
    for (let hour = 0; hour < atMost; hour += 1) {
      guard = advance(
        guard,
        fine,
        [timedHour(hour, drawCategories(random, 5, [0.25, 0.25, 0.25, 0.25]))],
        endOf(hour + 1),
      )
      if (look(guard, fine, []).evidence >= threshold) return hour + 1
    }
    return atMost
  }

  it('a guard alarms on average not before as many hours as the threshold says, with all of its shares at their bounds', () => {
    const random = createRandom(3)
    const hours = 48
    const lengths = Array.from({ length: 120 }, () => runLength(alarmThreshold(2, 1), 10 * hours, random))
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeGreaterThan(hours)
  })
})

describe('a change of twice what is fine', () => {
  const REFERENCE = 10 * 24
  const CHANGED = REFERENCE + 60
  const DAYS = 7
  const RUNS = 6

  interface Stream {
    signal: WatchedSignal
    draw: (random: () => number, isChanged: boolean) => { [bin: number]: number }
  }

  /** In how many hours after the change it was found, and whether the time named holds its hour; null where it was not. */
  function find({ signal, draw }: Stream, seed: number): { hours: number; isWithin: boolean } | null {
    const random = createRandom(seed)
    const hours = Array.from({ length: CHANGED + DAYS * 24 }, (_, hour) =>
      timedHour(hour, draw(random, hour >= CHANGED)),
    )
    const reference = hours.slice(0, REFERENCE)
    const stands = guardedShares(signal, 'values', reference).map((share): Watched => {
      const fine = fineOf(share, signal, 'values', {})
      return { share, bound: boundOf(share, { hours: reference, hanging: [], isMatched: true }, fine) }
    })
    let guard = freshGuard(POST, endOf(REFERENCE))
    for (let hour = REFERENCE + 1; hour <= hours.length; hour += 1) {
      guard = advance(guard, stands, hours, endOf(hour))
      const { evidence, strongest } = look(guard, stands, [])
      if (strongest === null || evidence < alarmThreshold(30, 30)) continue
      const since = hours.slice(REFERENCE, hour)
      const { beganAt } = openAlarm({
        ...ALARM,
        signal,
        armedMs: endOf(REFERENCE),
        strongest,
        hours: since,
        nowMs: endOf(hour),
      })
      const [from, to] = [Date.parse(beganAt?.from ?? ''), Date.parse(beganAt?.to ?? '')]
      return { hours: hour - CHANGED, isWithin: from <= endOf(CHANGED) && endOf(CHANGED + 1) <= to }
    }
    return null
  }

  const lognormal = signalOf(1, 'number', { grid: { centre: 1, spread: 1 } })
  const streams: { [kind: string]: Stream } = {
    'of a rate': {
      signal: signalOf(1, 'category', { categories: ['true', 'false'] }),
      draw: (random, isChanged) => drawCategories(random, 100, [isChanged ? 0.09 : 0.05, 0.95]),
    },
    // The median moves by 0.27 on the grid, and so do most.
    'of numbers': { signal: lognormal, draw: (random, isChanged) => drawLognormal(random, 100, isChanged ? 0.36 : 0) },
    'of one category': {
      signal: signalOf(1, 'category', { categories: CATEGORIES }),
      draw: (random, isChanged) => drawCategories(random, 100, isChanged ? [0.3, 0.3, 0.3, 0.1] : [0.4, 0.3, 0.2, 0.1]),
    },
  }

  it.each(Object.entries(streams))('%s is found, after it happened, and when that was', (_, stream) => {
    const found = Array.from({ length: RUNS }, (__, seed) => find(stream, seed + 1))
    expect(found.every((one) => one !== null && one.hours > 0)).toBe(true)
    expect(found.filter((one) => one?.isWithin === true).length).toBeGreaterThan(RUNS / 2)
  })
})

describe('the budget', () => {
  it('is shared by all guards, and one guard that is none shares it with nobody', () => {
    expect(alarmThreshold(30, 10)).toBeCloseTo(Math.log(7_200), 12)
    expect(alarmThreshold(30, 0)).toBe(alarmThreshold(30, 1))
  })
})

it('more rows of an hour than the reference had count as one the more of them there are, and fewer as before', () => {
  const [one] = watched
  if (one === undefined) throw new Error('nothing is guarded')
  const hung = { ...one, bound: { ...one.bound, dependence: 3 } }
  const countsAs = (rows: number): number => blockOf(hung, timedHour(0, { 1: rows })).dependence
  expect([50, 100, 300, 3000].map(countsAs)).toEqual([3, 3, 7, 61])
})
