// The keys in memory for a moment, so that a request does not cost a look into the database, and a key that is revoked
// opens nothing for longer than that moment.

import type { ApiKey } from '@trimtab/contract'
import type { Clock } from '../../clock.ts'
import type { State } from '../../store/state.ts'

/** How long a key that was revoked may still open something, and how long a first key may go unnoticed, where another process changed it. */
export const KEY_KNOWN_MS = 2_000

/** Only keys that are good are remembered, so that a flood of wrong ones drives none of them out. */
const KEYS_KNOWN_MAX = 1_000

export interface KeyRing {
  /** Null where no key that is good has this hash. */
  find: (hash: string) => Promise<ApiKey | null>
  /** Whether there is no key that is good. */
  isEmpty: () => Promise<boolean>
  /** Keys were changed by this collector: what is remembered is asked for again. */
  forget: () => void
}

interface Known<Value> {
  value: Value
  untilMs: number
}

export function createKeyRing(state: Pick<State, 'keys' | 'findKey'>, clock: Clock): KeyRing {
  const known = new Map<string, Known<ApiKey>>()
  let emptiness: Known<boolean> | null = null

  return {
    find: async (hash) => {
      const nowMs = clock()
      const remembered = known.get(hash)
      if (remembered !== undefined && isFresh(remembered, nowMs)) return remembered.value
      known.delete(hash)
      const key = await state.findKey(hash)
      if (key === null || key.revokedAt !== null) return null
      if (known.size >= KEYS_KNOWN_MAX) forgetOldest(known)
      known.set(hash, { value: key, untilMs: nowMs + KEY_KNOWN_MS })
      return key
    },

    isEmpty: async () => {
      const nowMs = clock()
      if (emptiness !== null && isFresh(emptiness, nowMs)) return emptiness.value
      const keys = await state.keys()
      emptiness = { value: keys.every(({ revokedAt }) => revokedAt !== null), untilMs: nowMs + KEY_KNOWN_MS }
      return emptiness.value
    },

    forget: () => {
      known.clear()
      emptiness = null
    },
  }
}

/** A clock that is set back must not lengthen the moment. */
function isFresh({ untilMs }: Known<unknown>, nowMs: number): boolean {
  return nowMs < untilMs && untilMs - nowMs <= KEY_KNOWN_MS
}

function forgetOldest(known: Map<string, unknown>): void {
  for (const hash of known.keys()) {
    known.delete(hash)
    return
  }
}
