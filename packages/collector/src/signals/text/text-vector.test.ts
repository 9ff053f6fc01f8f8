import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textVector } from './text-vector.ts'

function cosine(one: string, other: string): number {
  const [left, right] = [textVector(one) ?? [], textVector(other) ?? []]
  return left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0)
}

it('texts about the same thing point more the same way than texts about another', () => {
  const refunds = [
    'How do I get a refund for my order? The parcel was damaged.',
    'I want a refund because my order arrived damaged',
    'Please refund my damaged order, the parcel was broken',
  ] as const
  const code = 'Write a Python function that sorts a list of numbers quickly'
  expect(cosine(refunds[0], refunds[1])).toBeGreaterThan(cosine(refunds[0], code))
  expect(cosine(refunds[1], refunds[2])).toBeGreaterThan(cosine(refunds[2], code))
})

it('any text has 32 numbers of length 1, but for those without a letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const vector = textVector(text)
      if (vector === null) return
      expect(vector).toHaveLength(32)
      expect(cosine(text, text)).toBeCloseTo(1, 3)
    }),
  )
  for (const text of ['', ' \n ', '?! … 🎈']) expect(textVector(text)).toBeNull()
})

it('how often something is said, in which order and in which capitals, changes nothing', () => {
  const once = textVector('where is my order, please? ')
  expect(textVector('where is my order, please? '.repeat(40))).toEqual(once)
  expect(textVector('please, my order? where is')).toEqual(once)
  expect(textVector('WHERE is my order, please? ')).toEqual(once)
})

it('a text points the same way for ever, since what was counted before is added to', () => {
  expect(textVector('Where is my order?')?.slice(0, 4)).toEqual([-0.1731, 0.0433, -0.0433, 0.0865])
})
