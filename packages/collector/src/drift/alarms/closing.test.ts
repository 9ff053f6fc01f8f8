import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { hoursBy, isRatedInTime, lookedAtFromMs, overBeforeMs, overByClockMs } from './closing.ts'
import { START_MS } from './fixtures/streams.ts'

const NOW_MS = START_MS + 10 * DAY_MS + HOUR_MS / 2
const ON_TIME = { lateness: [100], delays: [], lastMs: NOW_MS }
const MINUTE_MS = 60_000

describe('an hour is over', () => {
  it('a quarter of an hour after its end, where nothing comes late', () => {
    const end = START_MS + 10 * DAY_MS
    expect(overBeforeMs('hour', ON_TIME, end + 14 * MINUTE_MS)).toBe(end - HOUR_MS)
    expect(overBeforeMs('hour', ON_TIME, end + 15 * MINUTE_MS)).toBe(end)
  })

  it('when 99 % of what comes late has come, and never later than after three days', () => {
    const byPower = (power: number) => [...Array.from({ length: power }, () => 0), 2]
    const often = { lateness: [98, ...byPower(8).slice(1)], delays: [], lastMs: NOW_MS }
    expect(overBeforeMs('hour', often, NOW_MS)).toBe(START_MS + 10 * DAY_MS - 4 * HOUR_MS)
    expect(overBeforeMs('hour', { lateness: byPower(20), delays: [], lastMs: NOW_MS }, NOW_MS)).toBe(
      START_MS + 7 * DAY_MS,
    )
  })

  it('not before something of a later one is counted', () => {
    const behind = { lateness: [1], delays: [], lastMs: NOW_MS - 5 * DAY_MS }
    expect(overBeforeMs('hour', behind, NOW_MS)).toBe(START_MS + 5 * DAY_MS)
    expect(overByClockMs('hour', behind, NOW_MS)).toBe(START_MS + 10 * DAY_MS)
    expect(overBeforeMs('heard', behind, NOW_MS)).toBe(START_MS + 10 * DAY_MS)
  })

  it('by the clock, where some rows are of the future', () => {
    expect(overBeforeMs('hour', { lateness: [1], delays: [], lastMs: NOW_MS + DAY_MS }, NOW_MS)).toBe(
      START_MS + 10 * DAY_MS,
    )
  })
})

describe('an hour is looked at', () => {
  it('within it, once hardly more than a twentieth of what began can be still to come', () => {
    expect(lookedAtFromMs('hour', ON_TIME, START_MS)).toBe(START_MS + 20 * MINUTE_MS)
  })

  it('after it, where most comes late', () => {
    expect(lookedAtFromMs('hour', { lateness: [0, 0, 0, 0, 0, 0, 0, 1], delays: [] }, START_MS)).toBe(
      START_MS + HOUR_MS + 128 * MINUTE_MS,
    )
  })

  it('at once, where it was heard in it', () => {
    expect(lookedAtFromMs(hoursBy({ group: 'quality' }), { lateness: [0, 0, 1], delays: [] }, START_MS)).toBe(START_MS)
    expect(hoursBy({ group: 'output' })).toBe('hour')
  })

  it('when most of its predictions that ever are rated have been, where it is asked whether they are', () => {
    const rated = hoursBy({ group: 'feedback' })
    const slow = { lateness: [1], delays: [0, 0, 0, 0, 0, 0, 0, 1], lastMs: NOW_MS }
    expect(lookedAtFromMs(rated, slow, START_MS)).toBe(START_MS + HOUR_MS + 128 * MINUTE_MS)
    expect(overByClockMs(rated, slow, NOW_MS)).toBe(START_MS + 10 * DAY_MS - 2 * HOUR_MS)
    expect(isRatedInTime(slow)).toBe(true)
    expect(isRatedInTime({ delays: [...Array.from({ length: 13 }, () => 0), 1] })).toBe(false)
  })
})
