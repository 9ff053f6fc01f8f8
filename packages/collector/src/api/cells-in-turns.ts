// Reads of cells that take turns with whatever else is asked: a report of many signals reads hundreds of thousands of them,
// and nobody who sends a prediction meanwhile should wait for all of it.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WatchStore } from '../store/state-watch.ts'

/** The same state, which lets others go first before each read of cells. */
export function cellsInTurns<State extends Pick<WatchStore, 'watchCells'>>(state: State): State {
  return new Proxy(state, {
    get: (target, name, receiver) => {
      if (name !== 'watchCells') return Reflect.get(target, name, receiver) as unknown
      return async (...query: Parameters<WatchStore['watchCells']>) => {
        await nextTurn()
        return target.watchCells(...query)
      }
    },
  })
}
