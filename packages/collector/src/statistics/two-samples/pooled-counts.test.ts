import { expect, it } from 'vitest'
import { poolSamples, sizesOf } from './pooled-counts.ts'

it('each value comes once and in order, with how often either sample has it', () => {
  expect(poolSamples([3, -0, 10, 3], [2, 0, 3])).toEqual([
    { at: -0, reference: 1, current: 1 },
    { at: 2, reference: 0, current: 1 },
    { at: 3, reference: 2, current: 1 },
    { at: 10, reference: 1, current: 0 },
  ])
})

it('no row is lost or made up', () => {
  expect(sizesOf(poolSamples([5, 5, 1], [1, 1, 1, 8]))).toEqual({ reference: 3, current: 4 })
  expect(poolSamples([], [])).toEqual([])
})
