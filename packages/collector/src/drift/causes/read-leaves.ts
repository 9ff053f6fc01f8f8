// What one signal was and is in each segment by itself, of the same hours and with the same weights as all of it was compared.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Segment, WatchedSignal } from '../../store/state-watch.ts'
import { readOnce } from '../reading/read-once.ts'
import { type ReadInput, readSides, sidesOf } from '../reading/read-sides.ts'
import type { Timed } from '../reading/timed.ts'
import type { Leaf } from './find-segments.ts'
import type { Figure } from './figure.ts'
import { addUp, type Moments, scaled } from './moments.ts'

/** Cells are read once, whatever number of segments there is. */
export async function readLeaves(input: ReadInput, signal: WatchedSignal, figure: Figure): Promise<Leaf[]> {
  const asked: ReadInput = { ...input, signals: [signal.id], state: readOnce(input.state) }
  const { pick, weightOf } = sidesOf(asked, signal, await readSides(asked))
  const sumUp = (all: readonly Timed[], weigh: (timed: Timed) => number): Moments =>
    addUp(all.map((timed) => scaled(figure.momentsOf(timed), weigh(timed))))
  const leaves: Leaf[] = []
  for (const segment of [null, ...input.watch.segments]) {
    // Nothing waits for what was read before, and whoever sends a prediction meanwhile would.
    await nextTurn()
    const isIt = (other: Segment | null): boolean => other === segment
    const { current, reference } = pick(await readSides({ ...asked, segments: isIt }))
    const leaf = { is: segment?.is ?? {}, reference: sumUp(reference, weightOf), current: sumUp(current, () => 1) }
    if (leaf.reference.n > 0 || leaf.current.n > 0) leaves.push(leaf)
  }
  return leaves
}
