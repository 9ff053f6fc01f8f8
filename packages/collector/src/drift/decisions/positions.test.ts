import { expect, it } from 'vitest'
import { binOf } from '../../sketches/grid.ts'
import { positionsOf } from './positions.ts'

const grid = { centre: 0, spread: 1 }

it('values that all lie in one bin far from where the grid was learned cannot be told apart, and a constant can', () => {
  const far = positionsOf(new Map([[binOf(grid, 1000), 500]]))
  expect(far.error).toBeGreaterThan(1)
  const near = positionsOf(new Map([[binOf(grid, 0), 500]]))
  expect(near.error).toBeLessThan(0.02)
})
