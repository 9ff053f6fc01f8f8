import { expect, it } from 'vitest'
import { HOUR_MS } from '../hours.ts'
import { START_MS } from './fixtures/streams.ts'
import { fitLevel, type ShareHour } from './week-levels.ts'

const WEEKS = 8

/** Hours from a Monday on, each with as many rows, of which exactly this share counts. */
function hoursOf(shareAt: (hour: number) => number, rows = 100): ShareHour[] {
  return Array.from({ length: WEEKS * 168 }, (_, hour) => ({
    startMs: START_MS + hour * HOUR_MS,
    n: rows,
    k: Math.round(rows * shareAt(hour)),
  }))
}

/** By as much more and less in turn as chance alone would have it, so that hours are neither alike nor apart. */
function asByChance(shareAt: (hour: number) => number): ShareHour[] {
  const noisy = (share: number, hour: number): number => {
    const sign = (hour + Math.floor(hour / 168)) % 2 === 0 ? 1 : -1
    return share + sign * Math.sqrt((share * (1 - share)) / 100)
  }
  return hoursOf((hour) => noisy(shareAt(hour), hour))
}

it('the coarsest level that explains a share is taken', () => {
  const bins = (shareAt: (hour: number) => number): number => fitLevel(asByChance(shareAt)).level.bins
  expect(bins(() => 0.3)).toBe(1)
  expect(bins((hour) => (hour % 24 < 12 ? 0.2 : 0.4))).toBe(24)
  expect(bins((hour) => (hour % 168 >= 120 ? 0.5 : 0.2))).toBe(48)
  expect(bins((hour) => (hour % 168 === 50 ? 0.9 : 0.2))).toBe(168)
})

it('the weekend is Saturday and Sunday in UTC, from midnight to midnight', () => {
  const { level } = fitLevel(asByChance((hour) => (hour % 168 >= 120 ? 0.5 : 0.2)))
  const isWeekend = Array.from({ length: 168 }, (_, hour) => level.binAt(START_MS + hour * HOUR_MS) >= 24)
  expect(isWeekend.indexOf(true)).toBe(5 * 24)
  expect(isWeekend.filter(Boolean)).toHaveLength(48)
  expect(level.dayAt(Date.UTC(2026, 10, 7))).toBe(level.dayAt(Date.UTC(2026, 10, 8, 23)))
  expect(level.dayAt(Date.UTC(2026, 10, 8, 23))).not.toBe(level.dayAt(Date.UTC(2026, 10, 9)))
})

it('what is more than chance by the hour of the day is none of a rhythm where hours differ as much anyway', () => {
  const wave = (hour: number): number => (hour % 24 < 12 ? 0.28 : 0.32)
  const swing = (hour: number): number => ((hour + Math.floor(hour / 168)) % 2 === 0 ? 0.25 : -0.25)
  expect(fitLevel(asByChance(wave)).level.bins).toBe(24)
  expect(fitLevel(hoursOf((hour) => wave(hour) + swing(hour))).level.bins).toBe(1)
})

it('a level is none where most rows are in bins of which too little is known', () => {
  const shareAt = (hour: number): number => ([50, 75, 100].includes(hour % 168) ? 1 : 0)
  expect(fitLevel(hoursOf(shareAt, 7)).level.bins).toBe(168)
  expect(fitLevel(hoursOf(shareAt, 6)).level.bins).toBeLessThan(168)
})
