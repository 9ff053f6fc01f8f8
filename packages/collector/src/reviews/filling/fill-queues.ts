// Fills review queues, a page of one queue at a time, in turns: so that a queue with much to look back at holds up no
// other. Where there are no queues it asks for the list of them now and then, and that is all.

import { isDeepStrictEqual } from 'node:util'
import type { ReviewStore } from '../../store/state-reviews.ts'
import { createMoveQueue, type KnownQueue, type MovingParts } from './move-queue.ts'

/** Predictions of one step. */
const PAGE_MAX = 100
const PAGE_MIN = 5
/** The list of queues is read anew that often: another process may have changed one. */
const LIST_MS = 5_000

type FillerParts = MovingParts & { state: Pick<ReviewStore, 'reviewQueues'> }

export interface QueueFiller {
  /** Moves one queue on, if any can be; whether one was. Less is looked at next time where it took longer than this. */
  step: (budgetMs: number) => Promise<boolean>
  /** A queue was made, changed or deleted. */
  poke: () => void
}

export function createQueueFiller(parts: FillerParts): QueueFiller {
  const { state, clock } = parts
  const move = createMoveQueue(parts)
  let known: KnownQueue[] = []
  let listedMs: number | null = null
  let next = 0
  let limit = PAGE_MAX

  async function list(): Promise<void> {
    const sinceMs = listedMs === null ? LIST_MS : clock() - listedMs
    if (sinceMs >= 0 && sinceMs < LIST_MS) return
    listedMs = clock()
    const before = new Map(known.map((one) => [one.id, one]))
    known = (await state.reviewQueues()).map((queue) => {
      const one = before.get(queue.id) ?? { id: queue.id, stored: null, markKeptMs: clock(), outcomes: null }
      if (!isDeepStrictEqual(one.stored?.queue, queue)) one.stored = null
      return one
    })
  }

  return {
    step: async (budgetMs) => {
      await list()
      const startMs = clock()
      for (let asked = 0; asked < known.length; asked += 1) {
        const one = known[next % known.length]
        next = (next + 1) % known.length
        if (one === undefined || !(await move(one, limit))) continue
        const isLong = clock() - startMs > budgetMs
        limit = isLong ? Math.max(PAGE_MIN, Math.floor(limit / 2)) : Math.min(PAGE_MAX, limit * 2)
        return true
      }
      return false
    },
    poke: () => {
      listedMs = null
    },
  }
}
