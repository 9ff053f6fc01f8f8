// Counts everything anew, so that it is counted as the watch counts now: signals are learned again from the first values,
// and what changed its type starts as what it is.

import type { Clock } from '../clock.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { pinDataset } from './pin-dataset.ts'
import { createNewsWatcher } from './watch-news.ts'

const STEP_MS = 500

interface Anew {
  rows: Pick<Rows, 'news' | 'predictionsOf' | 'report'>
  state: State
  clock: Clock
  onProgress: (done: number, total: number) => void
}

/** How many predictions were counted: those that are stored. Where it ends half-way, whoever watches next goes on. */
export async function countWatchAnew({ rows, state, clock, onProgress }: Anew): Promise<number> {
  await state.unwatch()
  const { predictions } = await rows.report()
  const watcher = createNewsWatcher({ rows, state, clock })
  const counted = async (): Promise<number> => {
    const watches = await Promise.all((await state.watchedTasks()).map((task) => state.watch(task)))
    return watches.reduce((sum, watch) => sum + (watch?.counted ?? 0), 0)
  }
  while (await watcher.step(STEP_MS)) onProgress(await counted(), predictions)
  for (const task of await state.watchedTasks()) await pinAgain({ rows, state }, task)
  return counted()
}

/** What was pinned spoke of signals by numbers that they no longer have. */
async function pinAgain({ rows, state }: Pick<Anew, 'rows' | 'state'>, task: string): Promise<void> {
  const baseline = await state.baseline(task)
  if (baseline?.reference.kind !== 'dataset') return
  const { dataset, version } = baseline.reference
  await pinDataset({ rows, state }, { task, version: { dataset, version }, segmentKeys: baseline.segments })
}
