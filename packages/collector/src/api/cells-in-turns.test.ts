import { expect, it } from 'vitest'
import type { CellQuery, WatchCell } from '../store/state-watch.ts'
import { cellsInTurns } from './cells-in-turns.ts'

it('whatever waits goes first before each read, and what is read is the same', async () => {
  const told: string[] = []
  const cells: WatchCell[] = []
  const state = cellsInTurns({
    name: 'the same',
    watchCells: async ({ task }: CellQuery) => {
      told.push(`read ${task}`)
      return cells
    },
  })
  for (const task of ['a', 'b']) {
    setImmediate(() => told.push(`before ${task}`))
    expect(await state.watchCells({ task, of: 'hour' })).toBe(cells)
  }
  expect(told).toEqual(['before a', 'read a', 'before b', 'read b'])
  expect(state.name).toBe('the same')
})
