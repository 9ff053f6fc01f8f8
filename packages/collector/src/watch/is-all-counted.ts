// Whether the watching has counted all that is stored: where it has not, what is said of drift is not of all of it.

import type { RowsReading } from '../store/rows-reading.ts'
import type { WatchStore } from '../store/state-watch.ts'

interface Parts {
  state: Pick<WatchStore, 'watching'>
  rows: Pick<RowsReading, 'news'>
}

export async function isAllCounted({ state, rows }: Parts): Promise<boolean> {
  const { mark } = await state.watching()
  const { predictions } = await rows.news({ task: null, mark: mark ?? 'first', limit: 1 })
  return predictions.length === 0
}
