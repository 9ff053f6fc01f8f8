// The laws of what is watched, whatever engine keeps the state.
import { describe } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { testWatchCells } from './state-watch-cells.suite.ts'
import { testWatchChosen } from './state-watch-chosen.suite.ts'
import { testWatchForgetting } from './state-watch-forgetting.suite.ts'
import { testWatchMoves } from './state-watch-moves.suite.ts'

export function testWatching(engine: string, open: () => OpenedState): void {
  // Each by itself, or each test would open the stores of all.
  describe('moves', () => {
    testWatchMoves(engine, open)
  })
  describe('cells', () => {
    testWatchCells(engine, open)
  })
  describe('forgetting', () => {
    testWatchForgetting(engine, open)
  })
  describe('chosen', () => {
    testWatchChosen(engine, open)
  })
}
