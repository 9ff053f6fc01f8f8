// Cells that are read once, however often they are asked for: what is told of them is worked out again and again.

import type { CellQuery, WatchStore } from '../../store/state-watch.ts'

type CellReader = Pick<WatchStore, 'watchCells'>

/** The same question gets the same cells, for as long as this is kept. */
export function readOnce(state: CellReader): CellReader {
  const known = new Map<string, ReturnType<CellReader['watchCells']>>()
  return {
    watchCells: (query: CellQuery) => {
      const key = JSON.stringify([query.task, query.of, query.signals, query.fromMs, query.toMs])
      const cells = known.get(key) ?? state.watchCells(query)
      known.set(key, cells)
      return cells
    },
  }
}
