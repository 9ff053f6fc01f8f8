// Whether the database could be written when that was last tried: a collector that answers "unavailable" to all it is
// sent is not ready, however well it can still be read.

import type { Clock } from '../clock.ts'
import type { Receipt } from '../ingest/ingest.ts'

/**
 * Whoever keeps senders away from a collector that is not ready would keep it so for ever: after this it is for the next
 * request to find out.
 */
export const NOT_READY_MS_MAX = 30_000

export interface CanWrite {
  /** To be told of every answer of ingest. */
  answered: (receipt: Receipt) => void
  now: () => boolean
}

export function watchWrites(clock: Clock): CanWrite {
  let failedAtMs: number | null = null
  return {
    answered: (receipt) => {
      if (receipt.outcome === 'unavailable') failedAtMs = clock()
      // What held nothing was answered without a write.
      else if (receipt.outcome === 'stored' && receipt.accepted > 0) failedAtMs = null
    },
    now: () => failedAtMs === null || clock() - failedAtMs >= NOT_READY_MS_MAX,
  }
}
