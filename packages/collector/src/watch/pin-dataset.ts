// Counts what a version of a dataset was built from, all in one, so that a task can be compared with it for as long as
// the version stands. It counts as the watch counts now: what has no place there has none here either.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DatasetVersion, type Prediction, SPLITS } from '@trimtab/contract'
import type { RowsReading } from '../store/rows-reading.ts'
import type { State } from '../store/state.ts'
import type { Watch, WatchedSignal } from '../store/state-watch.ts'
import { type CountedAs, openCatalogue } from './catalogue.ts'
import { openCells } from './cells.ts'
import { knownWords, openObserving } from './observe-task.ts'
import { OTHER_SEGMENT } from './segments.ts'

/** More tell no more of how values are spread. */
const PREDICTIONS_MAX = 20_000
/** Predictions that are in memory at the same time: one may be a megabyte. */
const READ_AT_ONCE = 50

interface PinParts {
  state: Pick<State, 'watch' | 'datasetRows' | 'pinCells'>
  rows: Pick<RowsReading, 'predictionsOf'>
}

/** How many predictions were counted; null where the task is not watched. */
export async function pinDataset(
  { state, rows }: PinParts,
  {
    task,
    version,
    segmentKeys,
  }: { task: string; version: Pick<DatasetVersion, 'dataset' | 'version'>; segmentKeys: readonly string[] },
): Promise<number | null> {
  const watch = await state.watch(task)
  if (watch === null) return null
  const ids = await predictionsOf(state, version)
  const cells = openCells()
  const count = openPinning(watch, segmentKeys)
  let counted = 0
  for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
    const read = await rows.predictionsOf(ids.slice(from, from + READ_AT_ONCE))
    for (const prediction of read.filter((each) => each.task === task)) {
      for (const { signal, segment, as } of count(prediction))
        cells.add({ of: 'pinned', signal: signal.id, atMs: 0, segment }, as, 1)
      counted += 1
    }
    await nextTurn()
  }
  await state.pinCells(task, cells.all())
  return counted
}

/** Of a larger dataset every so many rows, so that it is of all of it. */
async function predictionsOf(
  state: Pick<State, 'datasetRows'>,
  { dataset, version }: Pick<DatasetVersion, 'dataset' | 'version'>,
): Promise<string[]> {
  const ids = new Set<string>()
  for (const split of SPLITS)
    for (const { lineage } of await state.datasetRows(dataset, version, split)) ids.add(lineage.prediction)
  const each = Math.max(1, ids.size / PREDICTIONS_MAX)
  const all = [...ids]
  return Array.from(
    { length: Math.min(all.length, PREDICTIONS_MAX) },
    (_, place) => all[Math.floor(place * each)] ?? '',
  )
}

interface Pinned {
  signal: WatchedSignal
  segment: number
  as: CountedAs
}

/** What is new to a copy of the watch is unknown to the watch itself: such a signal is left out, such a category others. */
function openPinning(watch: Watch, segmentKeys: readonly string[]): (prediction: Prediction) => Pinned[] {
  const known = new Map(watch.signals.map(({ id, categories }) => [id, categories.length]))
  const segments = watch.segments.length
  // However many values are new, no signal becomes one whose values are not told apart.
  const copy = { ...structuredClone(watch), counted: Infinity }
  const observe = openObserving(copy, openCatalogue(copy), segmentKeys)
  const words = knownWords(watch)
  return (prediction) => {
    const { segment: found, facts } = observe(prediction, words)
    const segment = found > segments ? OTHER_SEGMENT : found
    return facts.flatMap(([signal, as]): Pinned[] => {
      const categories = known.get(signal.id)
      if (categories === undefined) return []
      const isNew = signal.kind === 'category' && as.as === 'bin' && as.bin > categories
      return [{ signal, segment, as: isNew ? { ...as, bin: 0 } : as }]
    })
  }
}
