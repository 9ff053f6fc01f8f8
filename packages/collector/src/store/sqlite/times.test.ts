import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areNear, type Minutes, widen } from './times.ts'

const anyMinutes = fc
  .record({ first: fc.nat(100_000), length: fc.oneof(fc.constant(0), fc.nat(300)) })
  .map(({ first, length }): Minutes => ({ first, last: first + length }))

describe('the parts of a run', () => {
  it('cover every time that was taken into them, and are few', () => {
    fc.assert(
      fc.property(fc.array(anyMinutes, { maxLength: 60 }), (taken) => {
        const parts: Minutes[] = []
        for (const minutes of taken) {
          const before = structuredClone(parts)
          const widened = widen(parts, minutes)
          // What did not change need not be written.
          expect(parts).toEqual(widened === null ? before : before.toSpliced(widened.index, 1, widened.part))
        }
        for (const { first, last } of taken)
          expect(parts.some((part) => part.first <= first && part.last >= last)).toBe(true)
        expect(parts.length).toBeLessThanOrEqual(16)
      }),
    )
  })

  it('stay apart for rows that are old, and are one for rows of today', () => {
    const parts: Minutes[] = []
    for (let minute = 50_000; minute < 50_500; minute += 1) widen(parts, { first: minute, last: minute + 2 })
    widen(parts, { first: 7, last: 8 })
    widen(parts, { first: 49_940, last: 49_941 })
    expect(parts).toEqual([
      { first: 49_940, last: 50_501 },
      { first: 7, last: 8 },
    ])
    expect(parts.some((part) => areNear(part, { first: 20_000, last: 20_010 }))).toBe(false)
  })
})
