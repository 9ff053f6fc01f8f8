import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eachWord } from './tokens.ts'

function wordsOf(text: string): { hash: number; hasDigit: boolean }[] {
  const words: { hash: number; hasDigit: boolean }[] = []
  eachWord(text, (hash, hasDigit) => words.push({ hash, hasDigit }))
  return words
}

it('words are the same whatever their capitals and what stands between them', () => {
  expect(wordsOf('Über den “Wolken”!')).toEqual(wordsOf('über, den… WOLKEN 🎈'))
  expect(new Set(wordsOf('one two three').map(({ hash }) => hash)).size).toBe(3)
})

it('a word with a digit is told from one without', () => {
  expect(wordsOf('order A2077').map(({ hasDigit }) => hasDigit)).toEqual([false, true])
})

it.each([
  ['我的订单在哪里', 7],
  ['見て hello', 3],
  ['สวัสดี', 6],
  ['내 주문은 어디에 있나요', 4],
  ['Где мой заказ?', 3],
  ['', 0],
  ['  … 🎈🎈 — ', 0],
])('%j is so many words: %d', (text, count) => {
  expect(wordsOf(text)).toHaveLength(count)
})

it('of two texts with a gap between them the words are those of both', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      expect(wordsOf(`${one} ${other}`)).toEqual([...wordsOf(one), ...wordsOf(other)])
    }),
  )
})
