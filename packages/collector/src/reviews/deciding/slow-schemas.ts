// Which queues have a schema that ran out of time. Corrections are checked on the thread that answers everybody, so
// what is slow again and again is refused at once for a while instead of stopping all others.

import { REVIEW_QUEUES_MAX, type ReviewQueue } from '@trimtab/contract'
import type { Clock } from '../../clock.ts'

/** Once may be the machine; twice within a pause is the schema. */
const TIMES_MAX = 2
const PAUSE_MS = 60_000

type Version = Pick<ReviewQueue, 'id' | 'updatedAt'>

export interface SlowSchemas {
  /** How long corrections by it are refused at once; 0 where they are checked. */
  pausedMs: (queue: Version) => number
  ranOut: (queue: Version) => void
}

export function createSlowSchemas(clock: Clock): SlowSchemas {
  /** When each ran out of time, of one version: whoever changes the queue has another schema. The newest stand last. */
  const slow = new Map<string, { version: string; atMs: number[] }>()

  function recent({ id, updatedAt }: Version): number[] {
    const nowMs = clock()
    const known = slow.get(id)
    // A clock that was set back keeps nobody waiting.
    return known?.version === updatedAt ? known.atMs.filter((ms) => ms > nowMs - PAUSE_MS && ms <= nowMs) : []
  }

  return {
    pausedMs: (queue) => {
      const times = recent(queue)
      return times.length < TIMES_MAX ? 0 : Number(times.at(-1)) + PAUSE_MS - clock()
    },
    ranOut: (queue) => {
      const atMs = [...recent(queue), clock()].slice(-TIMES_MAX)
      slow.delete(queue.id)
      slow.set(queue.id, { version: queue.updatedAt, atMs })
      const [oldest] = slow.keys()
      if (slow.size > REVIEW_QUEUES_MAX && oldest !== undefined) slow.delete(oldest)
    },
  }
}
