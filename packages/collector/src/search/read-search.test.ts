import { SEARCH_CHARS_MAX, SEARCH_WORDS_MAX } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSearch } from './read-search.ts'

const plain = { isPrefix: false, isExcluded: false }

function termsOf(text: string) {
  const search = readSearch(text)
  if (typeof search === 'string') throw new Error(search)
  return search.terms
}

describe('what is typed', () => {
  it('is words, phrases in quotes, beginnings with a star and exclusions with a minus', () => {
    expect(termsOf('Refund "late Order" ship* -angry -"not now" “as typed”')).toEqual([
      { ...plain, words: ['refund'] },
      { ...plain, words: ['late', 'order'] },
      { words: ['ship'], isPrefix: true, isExcluded: false },
      { words: ['angry'], isPrefix: false, isExcluded: true },
      { words: ['not', 'now'], isPrefix: false, isExcluded: true },
      { ...plain, words: ['as', 'typed'] },
    ])
  })

  it('is closed at the end where a quote is not', () => {
    expect(termsOf('a "b c')).toEqual([
      { ...plain, words: ['a'] },
      { ...plain, words: ['b', 'c'] },
    ])
  })

  it('is a phrase where something else than a space stands between words', () => {
    expect(termsOf('ann@shop.example')).toEqual([{ ...plain, words: ['ann', 'shop', 'example'] }])
  })

  it.each(['AND', 'OR', 'NOT', 'NEAR(x)', 'x:y', '^x', 'x + y', '{x}', "x'--", '100% _'])(
    '%s is plain text',
    (text) => {
      for (const { words } of termsOf(text)) for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
    },
  )

  it('finds a word inside of a sentence without spaces', () => {
    expect(termsOf('黒猫が')).toEqual([{ ...plain, words: ['黒猫', '猫が'] }])
    expect(termsOf('猫')).toEqual([{ words: ['猫'], isPrefix: true, isExcluded: false }])
    expect(termsOf('iPhoneを')).toEqual([{ words: ['iphone', 'を'], isPrefix: true, isExcluded: false }])
  })

  it.each([
    ['', 'no word'],
    ['" * - () %', 'no word'],
    ['-angry -"not now"', 'must not'],
    ['x'.repeat(SEARCH_CHARS_MAX + 1), `${SEARCH_CHARS_MAX} characters`],
    ['x '.repeat(SEARCH_WORDS_MAX + 1), `${SEARCH_WORDS_MAX} words`],
  ])('%.20s is refused with a sentence', (text, reason) => {
    expect(readSearch(text)).toContain(reason)
  })

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const search = readSearch(text)
        if (typeof search === 'string') return
        expect(search.terms.some(({ isExcluded }) => !isExcluded)).toBe(true)
        expect(search.terms.every(({ words }) => words.length > 0 && words.every((word) => word !== ''))).toBe(true)
      }),
    )
  })
})
