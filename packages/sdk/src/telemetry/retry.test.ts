import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, readRetryAfterMs } from './retry.ts'

const random = fc.double({ min: 0, max: 1, noNaN: true })

describe('backing off', () => {
  it('waits between half a second and half a minute at most, and never shorter than half of the longest', () => {
    fc.assert(
      fc.property(fc.nat(100), random, (attempt, chance) => {
        const ceilingMs = Math.min(500 * 2 ** attempt, 30_000)
        expect(backoffMs(attempt, () => chance)).toBeGreaterThanOrEqual(ceilingMs / 2)
        expect(backoffMs(attempt, () => chance)).toBeLessThanOrEqual(ceilingMs)
      }),
    )
  })

  it('reads Retry-After in seconds and as a date, and never waits longer than a minute', () => {
    const nowMs = Date.parse('2026-11-21T10:00:00Z')
    expect(readRetryAfterMs('2', nowMs)).toBe(2000)
    expect(readRetryAfterMs('Sat, 21 Nov 2026 10:00:05 GMT', nowMs)).toBe(5000)
    expect(readRetryAfterMs('Sat, 21 Nov 2026 09:00:00 GMT', nowMs)).toBe(0)
    expect(readRetryAfterMs('86400', nowMs)).toBe(60_000)
    expect(readRetryAfterMs('soon', nowMs)).toBeNull()
    expect(readRetryAfterMs(null, nowMs)).toBeNull()
  })
})
