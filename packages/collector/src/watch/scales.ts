// The scale of a signal is learned from its first values, which wait in the catalogue until then, and are counted with it.

import { learnClusters } from '../sketches/clusters.ts'
import { scaleOf } from '../sketches/grid-scale.ts'
import { bandwidthOf } from '../sketches/random-features.ts'
import type { PendingValue, WatchedSignal } from '../store/state-watch.ts'

/** So many tell where most of the values lie. */
const SCALE_VALUES = 64
const CLUSTERS = 8
/** The same first vectors have the same clusters. */
const SEED = 7

/** Lets it wait; those that waited, where the scale is known now. */
export function waitForScale(signal: WatchedSignal, waiting: PendingValue): PendingValue[] {
  signal.pending.push(waiting)
  if (signal.pending.length < SCALE_VALUES) return []
  const { pending } = signal
  signal.pending = []
  const values = pending.map(({ value }) => value)
  if (signal.kind === 'number') signal.grid = scaleOf(values.filter((value) => typeof value === 'number'))
  else {
    const vectors = values.filter((value) => typeof value !== 'number')
    signal.embedding = { bandwidth: bandwidthOf(vectors), clusters: learnClusters(vectors, CLUSTERS, SEED) }
  }
  return pending
}
