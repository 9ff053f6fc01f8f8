import { expect, test } from 'vitest'
import { formatClock, formatMoment, formatRowTime, formatUtc, formatZone } from './date.ts'

const berlin = { timeZone: 'Europe/Berlin', locale: 'en-GB' }
const now = new Date('2026-11-21T05:45:00Z')

test('a moment is told in the viewer’s zone and its UTC is kept for hover', () => {
  const moment = new Date('2026-11-21T05:41:12Z')
  expect(formatClock(moment, berlin)).toBe('06:41')
  expect(formatMoment(moment, now, berlin)).toBe('today 06:41:12')
  expect(formatUtc(moment)).toBe('2026-11-21 05:41:12.000 UTC')
})

test('midnight is the viewer’s, not UTC’s', () => {
  const beforeMidnightInBerlin = new Date('2026-11-20T22:59:59Z')
  const afterMidnightInBerlin = new Date('2026-11-20T23:00:00Z')
  expect(formatMoment(beforeMidnightInBerlin, now, berlin)).toBe('yesterday 23:59:59')
  expect(formatMoment(afterMidnightInBerlin, now, berlin)).toBe('today 00:00:00')
})

test('a row says its day only when it is not today', () => {
  expect(formatRowTime(new Date('2026-11-21T05:41:12Z'), now, berlin)).toBe('06:41:12')
  expect(formatRowTime(new Date('2026-11-19T05:41:12Z'), now, berlin)).toBe('19 Nov 06:41')
  expect(formatRowTime(new Date('2025-11-19T05:41:12Z'), now, berlin)).toBe('19 Nov 2025 06:41')
})

test('a reader of a 12-hour locale reads 24 hours too', () => {
  expect(formatClock(new Date('2026-11-21T17:05:00Z'), { timeZone: 'UTC', locale: 'en-US' })).toBe('17:05')
})

test('the zone is named by its city and its offset', () => {
  expect(formatZone(now, berlin)).toBe('Berlin, UTC+1')
  expect(formatZone(now, { timeZone: 'America/New_York' })).toBe('New York, UTC-5')
  expect(formatZone(now, { timeZone: 'UTC' })).toBe('UTC')
})
