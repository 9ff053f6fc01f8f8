import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EDIT_CHARS_MAX, EDIT_UNITS_MAX, measureEdit } from './edit-distance.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 })

/** The definition, by the book: one cell for each pair of beginnings. */
function distanceByDefinition(from: readonly string[], to: readonly string[]): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [row, unit] of from.entries()) {
    const current = [row + 1]
    for (const [column, other] of to.entries()) {
      const replaced = (previous[column] ?? 0) + (unit === other ? 0 : 1)
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}

describe('the distance of an edit', () => {
  it('is the least number of characters put in, taken out or replaced', () => {
    expect(measureEdit('kitten', 'sitting')).toEqual({ distance: 3, share: 3 / 7, unit: 'characters' })
    fc.assert(
      fc.property(text, text, (from, to) => {
        expect(measureEdit(from, to)?.distance).toBe(distanceByDefinition(Array.from(from), Array.from(to)))
      }),
    )
  })

  it('is nothing for the same text, everything for another, and the same in both directions', () => {
    expect(measureEdit('', '')).toEqual({ distance: 0, share: 0, unit: 'characters' })
    expect(measureEdit('', 'abc')).toMatchObject({ share: 1 })
    fc.assert(
      fc.property(text, text, (from, to) => {
        expect(measureEdit(from, from)).toMatchObject({ distance: 0, share: 0 })
        expect(measureEdit(from, to)).toEqual(measureEdit(to, from))
        expect(measureEdit(from, to)?.share).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('counts an emoji once', () => {
    expect(measureEdit('well 🙂', 'well 🙃')).toMatchObject({ distance: 1 })
  })

  it('of a long text that was changed in one place is still told by its characters', () => {
    const long = 'word '.repeat(EDIT_UNITS_MAX)
    expect(measureEdit(`${long}a${long}`, `${long}b${long}`)).toMatchObject({ distance: 1, unit: 'characters' })
  })

  it('of a long text that was changed all over is told by its words', () => {
    const words = (word: string): string => `${word} and so on `.repeat(500)
    expect(measureEdit(words('first'), words('other'))).toEqual({ distance: 500, share: 0.25, unit: 'words' })
  })

  it('is not told when comparing would hold up the app', () => {
    const apart = (word: string): string => `${word} it `.repeat(EDIT_UNITS_MAX)
    expect(measureEdit(apart('yes'), apart('not'))).toBeUndefined()
    expect(measureEdit('a'.repeat(EDIT_CHARS_MAX + 1), 'a')).toBeUndefined()
  })
})
