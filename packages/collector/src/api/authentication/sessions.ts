// Pages that are signed in. A session is a random id that stands for the hash of a key for some hours; the key is asked
// for again at each request, so revoking it ends its sessions too. In memory: after a restart people sign in again.

import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'

export const SESSION_MS_MAX: number = 12 * 60 * 60 * 1000
export const SESSIONS_MAX = 1_000

/**
 * So that one key cannot sign everybody else out. It can its own pages, the oldest first: whoever has somebody's key can
 * do that, and more, until the key is revoked.
 */
export const SESSIONS_PER_KEY_MAX = 20

interface OpenedSession {
  id: string
  expiresAtMs: number
}

export interface Sessions {
  open: (keyHash: string) => OpenedSession
  /** The hash of the key that signed in; null where the session is over or never was. */
  find: (id: string) => string | null
  close: (id: string) => void
}

interface Held {
  keyHash: string
  expiresAtMs: number
}

export function createSessions(clock: Clock): Sessions {
  /** By the hash of the id, in the order they were opened. */
  const held = new Map<string, Held>()

  function makeRoom(keyHash: string): void {
    const nowMs = clock()
    for (const [name, { expiresAtMs }] of held) if (expiresAtMs <= nowMs) held.delete(name)
    const ofKey = [...held].filter(([, session]) => session.keyHash === keyHash)
    const oldest =
      ofKey.length >= SESSIONS_PER_KEY_MAX ? ofKey[0] : held.size >= SESSIONS_MAX ? [...held][0] : undefined
    if (oldest !== undefined) held.delete(oldest[0])
  }

  return {
    open: (keyHash) => {
      makeRoom(keyHash)
      const id = randomBytes(32).toString('base64url')
      const expiresAtMs = clock() + SESSION_MS_MAX
      held.set(nameOf(id), { keyHash, expiresAtMs })
      return { id, expiresAtMs }
    },
    find: (id) => {
      const session = held.get(nameOf(id))
      return session !== undefined && clock() < session.expiresAtMs ? session.keyHash : null
    },
    close: (id) => {
      held.delete(nameOf(id))
    },
  }
}

/** Looked up by its hash, so that the time it takes says nothing about an id that is good. */
function nameOf(id: string): string {
  return createHash('sha256').update(id).digest('base64')
}
