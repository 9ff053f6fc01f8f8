import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseSince, parseTime, windowOf } from './drift-options.ts'

const HOUR_MS = 3_600_000
const NOW = Date.parse('2026-11-21T06:00:00Z')

describe('the time that is looked at', () => {
  it.each([
    ['24h', 24],
    ['7d', 168],
    ['2w', 336],
  ])('is so long where it is said as %s', (text, hours) => {
    expect(parseSince(text)).toBe(hours * HOUR_MS)
  })

  it.each(['', '0h', '24', 'h', '24 h', '-1d', '400d', '1.5d', '1y'])('is no time where it is said as %j', (text) => {
    expect(() => parseSince(text)).toThrow(InvalidArgumentError)
  })

  it('begins with a day or a time with a zone', () => {
    expect(parseTime('2026-11-20')).toBe(Date.parse('2026-11-20T00:00:00Z'))
    expect(parseTime('2026-11-20T07:00+01:00')).toBe(Date.parse('2026-11-20T06:00:00Z'))
    for (const text of ['', 'yesterday', '2026', '2026-13-01', '2026-11-20T07:00', '1'])
      expect(() => parseTime(text)).toThrow(InvalidArgumentError)
  })

  it('is the last day where nothing is said, and ends now where no end is', () => {
    expect(windowOf({}, NOW)).toEqual({ fromMs: NOW - 24 * HOUR_MS, toMs: NOW })
    expect(windowOf({}, NOW - 1)).toEqual({ fromMs: NOW - 24 * HOUR_MS, toMs: NOW })
    expect(windowOf({ fromMs: NOW - HOUR_MS }, NOW)).toEqual({ fromMs: NOW - HOUR_MS, toMs: NOW })
    expect(windowOf({ sinceMs: HOUR_MS, toMs: 5 * HOUR_MS }, NOW)).toEqual({ fromMs: 4 * HOUR_MS, toMs: 5 * HOUR_MS })
  })

  it('is refused in a sentence where what is said of it contradicts itself', () => {
    expect(windowOf({ sinceMs: HOUR_MS, fromMs: 0 }, NOW)).toMatch(/not both/)
    expect(windowOf({ fromMs: NOW, toMs: NOW }, NOW)).toMatch(/ends before it begins/)
    expect(windowOf({ fromMs: 0 }, NOW)).toMatch(/longer than 366 days/)
  })
})
