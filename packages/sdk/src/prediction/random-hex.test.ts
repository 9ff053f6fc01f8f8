import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomHex } from './random-hex.ts'

describe('random digits', () => {
  it('are as many as were asked for, and never the same twice, also where one pool of them ends', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(fc.constantFrom(8, 16), { maxLength: 600 }), (counts) => {
        const made = counts.map((count) => randomHex(count))
        for (const [index, text] of made.entries()) {
          expect(text).toMatch(new RegExp(`^[0-9a-f]{${2 * (counts[index] ?? 0)}}$`))
          expect(seen.has(text)).toBe(false)
          seen.add(text)
        }
      }),
    )
  })

  it('are all about equally common', () => {
    const counts = new Map<string, number>()
    for (let made = 0; made < 10_000; made += 1) {
      for (const digit of randomHex(16)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    }
    expect(counts.size).toBe(16)
    // 320,000 digits, 20,000 each: eight standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 20_000)).toBeLessThan(1100)
  })
})
