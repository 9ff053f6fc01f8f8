import { describe, expect, it } from 'vitest'
import { makeStorage } from './fixtures/web-storage.ts'
import { createLetterBox, LETTER_CHARS_MAX, type LetterBox, LETTERS_MAX } from './letter-box.ts'

function openBox(storage: () => Storage | undefined): LetterBox {
  let nowMs = 1_000_000
  return createLetterBox({ storage, nowMs: () => (nowMs += 1) })
}

function textsOf(box: LetterBox): (string | undefined)[] {
  return box.keys().map((key) => box.read(key))
}

describe('what a page keeps', () => {
  it('is there for the next page, the oldest first', () => {
    const storage = makeStorage()
    const before = openBox(() => storage)
    for (const text of ['a', 'b', 'c']) before.keep(text)
    expect(textsOf(openBox(() => storage))).toEqual(['a', 'b', 'c'])
  })

  it('is bounded in number and in size, and the oldest goes first', () => {
    const storage = makeStorage()
    const box = openBox(() => storage)
    for (let index = 0; index < LETTERS_MAX + 20; index += 1) box.keep(`letter ${index}`)
    expect(textsOf(box)).toHaveLength(LETTERS_MAX)
    expect(textsOf(box)[0]).toBe('letter 20')
    for (let index = 0; index < 9; index += 1) box.keep('x'.repeat(LETTER_CHARS_MAX / 3))
    expect(textsOf(box)).toHaveLength(3)
  })

  it('takes nobody else’s place when it would fit nowhere', () => {
    const storage = makeStorage()
    const box = openBox(() => storage)
    box.keep('small')
    const key = box.keep('x'.repeat(LETTER_CHARS_MAX + 1))
    expect(Object.values(storage)).toEqual(['small'])
    expect(box.read(key)).toHaveLength(LETTER_CHARS_MAX + 1)
  })

  it('leaves alone what belongs to the page itself', () => {
    const storage = makeStorage()
    storage.setItem('theme', 'dark')
    const box = openBox(() => storage)
    box.remove(box.keep('a'))
    expect(Object.entries(storage)).toEqual([['theme', 'dark']])
  })

  it.each([
    [
      'forbidden',
      (): Storage => {
        throw new DOMException('denied', 'SecurityError')
      },
    ],
    ['not there', () => undefined],
    [
      'full',
      () =>
        Object.assign(makeStorage(), {
          setItem: () => {
            throw new DOMException('full', 'QuotaExceededError')
          },
        }),
    ],
  ])('lasts as long as the page where storing is %s', (_, storage) => {
    const box = openBox(storage)
    const key = box.keep('a')
    expect(textsOf(box)).toEqual(['a'])
    box.remove(key)
    expect(textsOf(box)).toEqual([])
  })
})
