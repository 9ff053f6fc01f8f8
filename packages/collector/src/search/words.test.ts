import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWords, WORD_CHARS_MAX, wordsOf } from './words.ts'

/** Of every plane, with what composes and what is cut in two among them. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(
        'a',
        ' ',
        'ü',
        'u\u0308',
        'ß',
        'Σ',
        'ς',
        'が',
        'か\u3099',
        'ｶﾞ',
        '한',
        '\u1112\u1161\u11ab',
        '猫',
        '👍🏽',
        '\ud83d',
        'ﬁ',
      ),
    ),
  )
  .map((pieces) => pieces.join(''))

describe('words', () => {
  it.each([
    ['Müller', 'Mu\u0308ller'],
    ['MÜLLER', 'müller'],
    ['Muller', 'Müller'],
    ['STRASSE', 'straße'],
    ['STRAẞE', 'straße'],
    ['ﬁne', 'fine'],
    ['ΟΔΟΣ', 'οδος'],
    ['İstanbul', 'istanbul'],
    ['ｆｕｌｌ', 'full'],
    ['がぎ', 'か\u3099き\u3099'],
    ['ガギ', 'ｶﾞｷﾞ'],
    ['한국', '\u1112\u1161\u11ab\u1100\u116e\u11a8'],
    ['Donau\u00addampf', 'Donaudampf'],
    ['Trimtab™', 'trimtab'],
    ['👍🏽', '👍'],
  ])('of %s and %s are the same', (left, right) => {
    expect(wordsOf(left)).toEqual(wordsOf(right))
    expect(wordsOf(left)).not.toEqual([])
  })

  it('are the runs of letters and digits, and each pictogram', () => {
    expect(wordsOf(`Don't e-mail "a_b@c.de" 3.5 % 👍👨‍👩‍👧🇩🇪 — NEAR(x) *`)).toEqual([
      'don',
      't',
      'e',
      'mail',
      'a',
      'b',
      'c',
      'de',
      '3',
      '5',
      '👍',
      '👨',
      '👩',
      '👧',
      '🇩🇪',
      'near',
      'x',
    ])
  })

  it('of a script without spaces are pairs of characters, and the last of a run', () => {
    expect(wordsOf('黒い猫がiPhone15を')).toEqual(['黒い', 'い猫', '猫が', 'が', 'iphone15', 'を'])
    expect(wordsOf('스마트폰')).toEqual(['스마', '마트', '트폰', '폰'])
    expect(wordsOf('ラーメン')).toEqual(['ラー', 'ーメ', 'メン', 'ン'])
    expect(wordsOf('が')).not.toEqual(wordsOf('か'))
  })

  it('are never longer than they may be, and never half a character', () => {
    expect(wordsOf('A'.repeat(10_000))).toEqual(['a'.repeat(WORD_CHARS_MAX)])
    expect(wordsOf(`a${'𝔘𐐷'.repeat(100)}`)[0]?.isWellFormed()).toBe(true)
    fc.assert(
      fc.property(anyText, (text) => {
        expect(wordsOf(text).every((word) => word.length <= WORD_CHARS_MAX && word.isWellFormed())).toBe(true)
      }),
    )
  })

  it('stay the same when they are read again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const word of wordsOf(text)) expect(wordsOf(word)[0]).toBe(word)
      }),
    )
  })

  it('have a place each, where they are found again, in the order of the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const placed = placeWords(text)
        expect(placed.map(({ word }) => word)).toEqual(wordsOf(text))
        for (const { word, from, to } of placed) {
          expect(from).toBeLessThan(to)
          expect(wordsOf(text.slice(from, to)).join(' ')).toContain(word)
        }
        const starts = placed.map(({ from }) => from)
        expect(starts).toEqual(starts.toSorted((left, right) => left - right))
      }),
    )
  })

  it('have their places in the text as it was written', () => {
    const text = 'Ein Mu\u0308ller ißt ﬁne 黒い猫'
    const found = placeWords(text).map(({ word, from, to }) => [word, text.slice(from, to)])
    expect(found).toEqual([
      ['ein', 'Ein'],
      ['muller', 'Mu\u0308ller'],
      ['isst', 'ißt'],
      ['fine', 'ﬁne'],
      ['黒い', '黒い'],
      ['い猫', 'い猫'],
      ['猫', '猫'],
    ])
  })
})
