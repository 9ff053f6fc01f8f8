import { expect, it } from 'vitest'
import { eBenjaminiHochberg } from './e-benjamini-hochberg.ts'

it('rejects one of one where its evidence is 1/α', () => {
  expect(eBenjaminiHochberg([20], 0.05)).toEqual({ count: 1, rejected: [true] })
  expect(eBenjaminiHochberg([19.9], 0.05)).toEqual({ count: 0, rejected: [false] })
})

it('needs less of each the more there are', () => {
  expect(eBenjaminiHochberg([25, 1, 25, 1], 0.1)).toEqual({ count: 2, rejected: [true, false, true, false] })
  expect(eBenjaminiHochberg([25, 1, 1, 1], 0.1).count).toBe(0)
})

it('rejects nothing of nothing', () => {
  expect(eBenjaminiHochberg([], 0.05)).toEqual({ count: 0, rejected: [] })
})
