import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from './word-diff.ts'

test('only the words that changed are removed and added', () => {
  expect(diffWords('Our window is 14 days.', 'Our window is 30 days.')).toEqual([
    { kind: 'same', text: 'Our window is ' },
    { kind: 'removed', text: '14 ' },
    { kind: 'added', text: '30 ' },
    { kind: 'same', text: 'days.' },
  ])
})

test('a word at the end of a line changes, the line stays', () => {
  const [before, after] = [
    '{\n  "lamps": 2,\n  "days": 1,\n  "id": 7\n}',
    '{\n  "lamps": 3,\n  "days": 1,\n  "id": 7\n}',
  ]
  expect(diffWords(before, after).map(({ kind, text }) => [kind, text])).toEqual([
    ['same', '{\n  "lamps": '],
    ['removed', '2,'],
    ['added', '3,'],
    ['same', '\n  "days": 1,\n  "id": 7\n}'],
  ])
})

test('a rewritten sentence is one change, not shreds around the words it happens to share', () => {
  const pieces = diffWords(
    'Our window is 14 days, so it can not be returned.',
    'Our window is 30 days until Monday, so send it.',
  )
  expect(pieces).toEqual([
    { kind: 'same', text: 'Our window is ' },
    { kind: 'removed', text: '14 days, so it can not be returned.' },
    { kind: 'added', text: '30 days until Monday, so send it.' },
  ])
})

test('without the added words it is the old text, without the removed words the new one', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '  ', '\n', 'é')).map((parts) => parts.join(''))
  const without = (pieces: ReturnType<typeof diffWords>, kind: string): string =>
    pieces
      .filter((piece) => piece.kind !== kind)
      .map((piece) => piece.text)
      .join('')
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = diffWords(before, after)
      expect(without(pieces, 'added')).toBe(before)
      expect(without(pieces, 'removed')).toBe(after)
    }),
  )
})

test('two long texts without a common word are one replacement', () => {
  const pieces = diffWords('old '.repeat(2000), 'new '.repeat(2000))
  expect(pieces.map((piece) => piece.kind)).toEqual(['removed', 'added'])
})
