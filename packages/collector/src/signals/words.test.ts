import { expect, it } from 'vitest'
import { makeFacts, makePrediction } from '../fixtures/predictions.ts'
import { unknownShare, wordHashes } from './words.ts'

function said(text: string | null): number[] {
  const messages = text === null ? null : [{ role: 'user', parts: [{ type: 'text' as const, text }] }]
  return wordHashes(
    makePrediction(makeFacts(1, { input: { system: null, messages, tools: null, features: null } }), []),
  )
}

it('words that were learned are known', () => {
  const known = new Set(said('Where is my order? My order is late.'))
  expect(known.size).toBe(5)
  expect(unknownShare('where is MY order', known)).toBe(0)
  expect(unknownShare('where is our parcel', known)).toBe(0.5)
})

it('numbers are words that nobody learns', () => {
  expect(said('order 2077 of 2024')).toHaveLength(2)
  expect(unknownShare('order 3099', new Set(said('order')))).toBe(0)
})

it('where there are no words nothing is learned, and no share is unknown', () => {
  for (const text of [null, '', '12 34']) expect(said(text)).toEqual([])
  expect(unknownShare('12 34', new Set())).toBeNull()
})
