// Makes anew what is derived from rows. Nothing is lost by it: where it ends half-way, the rest is done later.

import { rollUp } from '../aggregates/roll-up.ts'
import type { RowsFolding } from '../store/rows-folding.ts'
import type { RowsUpkeep } from '../store/rows-upkeep.ts'

const STEP_MS = 200
/** To ask how much is left takes longer than some steps do. */
const ASK_MS = 1_000

type OnProgress = (done: number, total: number | null) => void

export async function rebuildAggregates(
  rows: RowsFolding & RowsUpkeep,
  onProgress: OnProgress,
): Promise<{ predictions: number }> {
  await rows.unfold()
  const { predictions } = await rows.report()
  onProgress(0, predictions)
  let askedAtMs = performance.now()
  while (await rollUp(rows)) {
    if (performance.now() - askedAtMs < ASK_MS) continue
    const { unfolded } = await rows.report()
    onProgress(Math.max(predictions - unfolded, 0), predictions)
    askedAtMs = performance.now()
  }
  return { predictions }
}

export async function rebuildSearch(
  rows: RowsFolding & RowsUpkeep,
  onProgress: OnProgress,
): Promise<{ predictions: number }> {
  await rows.clearSearch()
  const { predictions } = await rows.report()
  let left = predictions
  while (left > 0) {
    await rows.catchUp(STEP_MS)
    left = (await rows.report()).unsearchable
    onProgress(Math.max(predictions - left, 0), predictions)
  }
  return { predictions }
}
