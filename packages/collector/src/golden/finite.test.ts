import { expect, it } from 'vitest'
import { finitePair, presentPair } from './finite.ts'
import type { GoldenValues } from './golden-case.ts'

function caseOf(inputs: GoldenValues) {
  return { id: 'one', method: 'm', inputs, params: {}, checkpoints: [] }
}

it('drops from numbers what is missing or not finite, and keeps the order', () => {
  expect(finitePair(caseOf({ reference: [2, null, 1, NaN, Infinity], current: [-Infinity, 0] }))).toEqual({
    reference: [2, 1],
    current: [0],
  })
})

it('drops from categories nothing but what is missing', () => {
  expect(presentPair(caseOf({ reference: ['', null, 'Infinity'], current: [false, 3] }))).toEqual({
    reference: ['', 'Infinity'],
    current: [false, 3],
  })
})

it('takes nothing else for a pair of samples', () => {
  expect(() => finitePair(caseOf({ reference: [1] }))).toThrow('a list for either')
})
