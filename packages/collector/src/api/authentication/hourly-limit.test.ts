import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHourlyLimit, HOUR_MS } from './hourly-limit.ts'

const NOW = Date.parse('2026-11-21T10:00:00.000Z')

describe('an hourly limit', () => {
  it('takes so many at once, then one after the other at the same rate, and says when', () => {
    const limit = createHourlyLimit(60)
    limit.take('a', 60, NOW)
    expect(limit.waitMs('a', 1, NOW)).toBe(60_000)
    expect(limit.waitMs('a', 2, NOW)).toBe(120_000)
    expect(limit.waitMs('a', 1, NOW + 59_000)).toBe(1000)
    limit.take('a', 1, NOW + 60_000)
    expect(limit.waitMs('a', 1, NOW + 60_000)).toBe(60_000)
    expect(limit.waitMs('a', 60, NOW + 61 * 60_000)).toBe(0)
  })

  it('holds up nobody else, and to ask counts nothing', () => {
    const limit = createHourlyLimit(3)
    for (let time = 0; time < 9; time += 1) expect(limit.waitMs('a', 3, NOW)).toBe(0)
    limit.take('a', 3, NOW)
    const others = Array.from({ length: 50 }, (_, other) => limit.waitMs(`other ${other}`, 3, NOW))
    expect(others.filter((waitMs) => waitMs > 0).length).toBeLessThan(2)
  })

  it('never lets more through in an hour than twice as many, however they come', () => {
    const anyAsking = fc.record({ afterMs: fc.nat(20 * 60_000), count: fc.integer({ min: 1, max: 5 }) })
    fc.assert(
      fc.property(fc.array(anyAsking, { maxLength: 40 }), (askings) => {
        const limit = createHourlyLimit(5)
        const taken: { atMs: number; count: number }[] = []
        let nowMs = NOW
        for (const { afterMs, count } of askings) {
          nowMs += afterMs
          if (limit.waitMs('a', count, nowMs) > 0) continue
          limit.take('a', count, nowMs)
          taken.push({ atMs: nowMs, count })
        }
        for (const { atMs } of taken) {
          const within = taken.filter((other) => other.atMs >= atMs && other.atMs < atMs + HOUR_MS)
          expect(within.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(10)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('keeps nobody waiting for a day because a clock was set back by one', () => {
    const limit = createHourlyLimit(4)
    limit.take('a', 4, NOW + 24 * HOUR_MS)
    expect(limit.waitMs('a', 1, NOW)).toBe(HOUR_MS / 4)
  })
})
