import type { SearchPlace } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matches } from './match.ts'
import { readSearch } from './read-search.ts'

function finds(text: string, said: { input?: string[]; output?: string[] }, place?: SearchPlace): boolean {
  const search = readSearch(text, place)
  if (typeof search === 'string') throw new Error(search)
  return matches({ input: [], output: [], ...said }, search)
}

describe('a search', () => {
  const said = { input: ['Where is my late order?', 'Number A-2077'], output: ['It was refunded yesterday.'] }

  it.each([
    'late order',
    'ORDER late',
    '"late order"',
    'order refunded',
    'refun*',
    '"late ord"*',
    'a-2077',
    'order -now',
  ])('%s is found', (text) => expect(finds(text, said)).toBe(true))

  it.each(['"order late"', 'refun', '"order number"', 'order -late', 'order -"my late"', 'order -refun*', 'orders'])(
    '%s is not',
    (text) => expect(finds(text, said)).toBe(false),
  )

  it('looks only where it is told to', () => {
    expect(finds('late', said, 'input')).toBe(true)
    expect(finds('late', said, 'output')).toBe(false)
    expect(finds('refunded -late', said, 'output')).toBe(true)
    expect(finds('late refunded', said, 'input')).toBe(false)
  })

  it('finds what stands anywhere in a sentence without spaces', () => {
    const sentence = '黒い猫が好きです'
    fc.assert(
      fc.property(fc.nat(7), fc.nat(7), (from, to) => {
        const piece = sentence.slice(Math.min(from, to), Math.max(from, to) + 1)
        expect(finds(piece, { input: [sentence] })).toBe(true)
      }),
    )
    expect(finds('猫は', { input: [sentence] })).toBe(false)
    expect(finds('"黒い猫 abc"', { input: ['黒い猫 ABC'] })).toBe(true)
  })
})
