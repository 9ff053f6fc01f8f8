import { describe, expect, it } from 'vitest'
import { hashKeyText, isKeyText, makeKeyText } from './key-text.ts'

describe('the text of a key', () => {
  it('holds 256 random bits behind an id that may be shown', () => {
    const { id, text } = makeKeyText()
    expect(text).toMatch(new RegExp(`^tt_${id}_[A-Za-z0-9_-]{43}$`))
    expect(isKeyText(text)).toBe(true)
    expect(makeKeyText().text).not.toBe(text)
  })

  it.each(['', 'tt_', 'sk-lf-1', `tt_0123456789_${'a'.repeat(42)}`, `tt_0123456789_${'a'.repeat(44)}`])(
    'is not %j, which no key ever was',
    (text) => {
      expect(isKeyText(text)).toBe(false)
    },
  )

  it('has one spelling: nothing may stand around it', () => {
    const { text } = makeKeyText()
    for (const other of [` ${text}`, `${text}\n`, `${text},${text}`, text.toUpperCase()]) {
      expect(isKeyText(other)).toBe(false)
    }
  })

  it('is known by a hash that does not tell it', () => {
    const { text } = makeKeyText()
    expect(hashKeyText(text)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashKeyText(text)).toBe(hashKeyText(text))
    expect(hashKeyText(`${text}x`)).not.toBe(hashKeyText(text))
  })
})
