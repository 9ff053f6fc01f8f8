import fc from 'fast-check'
import { expect, it } from 'vitest'
import { repetitionOf } from './repetition.ts'

it('what never comes again does not repeat', () => {
  expect(repetitionOf('one two three four five six seven')).toBe(0)
})

it('of a sentence said ten times nearly all was said before', () => {
  // Five words said ten times are 47 runs of four, of which 5 are new.
  expect(repetitionOf('we are here to help '.repeat(10))).toBeCloseTo(1 - 5 / 47, 9)
})

it('fewer than four words say nothing of it', () => {
  for (const text of ['', 'one two three']) expect(repetitionOf(text)).toBeNull()
})

it('repetition lies between 0 and 1, and saying all again adds to it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const once = repetitionOf(text)
      if (once === null) return
      expect(once).toBeGreaterThanOrEqual(0)
      expect(once).toBeLessThan(1)
      expect(repetitionOf(`${text} ${text} ${text}`)).toBeGreaterThan(once)
    }),
  )
})
