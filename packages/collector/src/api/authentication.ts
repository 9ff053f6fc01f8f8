// Who may do what. One function for every door: HTTP, gRPC and the page that signed in ask it with what the request
// shows, and it says whether that is enough. It knows no protocol and answers nobody.

import type { ApiKey, KeyScope, Session } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { hashKeyText, isKeyText } from '../store/key-text.ts'
import type { State } from '../store/state.ts'
import { type Credentials, readCredentials } from './authentication/credentials.ts'
import { createKeyRing } from './authentication/key-ring.ts'
import { createLimits, type Load } from './authentication/limits.ts'
import { createSessions } from './authentication/sessions.ts'

export type Authorisation =
  /** The key is null where the collector is open to this machine. */
  { outcome: 'allowed'; key: ApiKey | null } | { outcome: Refused }

/** No key; not a key that is good; a good key without the scope; more than it may. */
export type Refused = 'missing' | 'invalid' | 'forbidden' | 'too-many'

export interface Authentication {
  /** Any one of several scopes is enough. */
  authorise: (credentials: Credentials, scope: KeyScope | readonly KeyScope[]) => Promise<Authorisation>
  /** As `authorise` for feedback, and also for a public key on a page of one of its origins. */
  authorisePage: (credentials: Credentials) => Promise<Authorisation>
  /** Whether a sender without a key of its own may bring so many items: so many a second of one address. */
  admitAnonymous: (address: string, items: number) => Promise<boolean>
  /** What an allowed request turned out to bring. It is refused later where that was more than the key may. */
  charge: (key: ApiKey | null, load: Load) => Promise<void>
  /** Whether it serves this machine alone and has no key that is good: then it asks for none. */
  isOpen: () => Promise<boolean>
  signIn: (keyText: string, address: string) => Promise<SignedIn>
  signOut: (sessionId: string) => void
  /** To be told that a key was made or revoked here, so that it counts from the next request on. */
  keysChanged: () => void
}

type SignedIn = { outcome: 'allowed'; sessionId: string; session: Session } | { outcome: Refused }

interface AuthenticationOptions {
  state: Pick<State, 'keys' | 'findKey'>
  clock: Clock
  /** Whether others than this machine can reach it: then it is never open. */
  isExposed: boolean
}

export function createAuthentication({ state, clock, isExposed }: AuthenticationOptions): Authentication {
  const ring = createKeyRing(state, clock)
  const limits = createLimits()
  const sessions = createSessions(clock)

  async function isOpen(): Promise<boolean> {
    return !isExposed && (await ring.isEmpty())
  }

  async function fail(address: string): Promise<{ outcome: Refused }> {
    return { outcome: (await limits.admitFailure(address)) ? 'invalid' : 'too-many' }
  }

  async function findKey(credentials: Credentials): Promise<{ outcome: 'found'; key: ApiKey } | { outcome: Refused }> {
    const shown = readCredentials(credentials)
    if (shown.kind === 'nothing') return { outcome: 'missing' }
    if (shown.kind === 'unreadable') return fail(credentials.address)
    const hash = shown.kind === 'key' ? hashKeyText(shown.text) : sessions.find(shown.id)
    // A session that is over is a page to be signed in again, and nobody's attempt at anything.
    if (hash === null) return { outcome: 'missing' }
    const key = await ring.find(hash)
    return key === null ? fail(credentials.address) : { outcome: 'found', key }
  }

  async function decide(credentials: Credentials, mayEnter: (key: ApiKey) => boolean): Promise<Authorisation> {
    if (await isOpen()) return { outcome: 'allowed', key: null }
    const found = await findKey(credentials)
    if (found.outcome !== 'found') return found
    if (!mayEnter(found.key)) return { outcome: 'forbidden' }
    return (await limits.admit(found.key)) ? { outcome: 'allowed', key: found.key } : { outcome: 'too-many' }
  }

  return {
    isOpen,
    authorise: (credentials, scope) => decide(credentials, (key) => !isPublic(key) && hasScope(key, scope)),
    authorisePage: async (credentials) => {
      const { origin } = credentials
      const authorisation = await decide(credentials, (key) =>
        isPublic(key)
          ? hasScope(key, 'feedback') && origin !== undefined && key.origins.includes(origin)
          : hasScope(key, ['feedback', 'review']),
      )
      const isAnonymous =
        authorisation.outcome === 'allowed' && authorisation.key !== null && isPublic(authorisation.key)
      if (isAnonymous && !(await limits.admitAddress(credentials.address, 1))) return { outcome: 'too-many' }
      return authorisation
    },
    admitAnonymous: async (address, items) => (await isOpen()) || limits.admitAddress(address, items),
    charge: async (key, load) => {
      if (key !== null) await limits.charge(key, load)
    },
    signIn: async (keyText, address) => {
      const hash = hashKeyText(keyText)
      const key = isKeyText(keyText) ? await ring.find(hash) : null
      if (key === null) return fail(address)
      if (isPublic(key) || !hasScope(key, 'read')) return { outcome: 'forbidden' }
      if (!(await limits.admit(key))) return { outcome: 'too-many' }
      const { id, expiresAtMs } = sessions.open(hash)
      const session = { scopes: key.scopes, expiresAt: new Date(expiresAtMs).toISOString() }
      return { outcome: 'allowed', sessionId: id, session }
    },
    signOut: sessions.close,
    keysChanged: ring.forget,
  }
}

/** Everybody can read it in the pages of its origins. */
export function isPublic(key: ApiKey): boolean {
  return key.origins.length > 0
}

function hasScope(key: ApiKey, scope: KeyScope | readonly KeyScope[]): boolean {
  const wanted = typeof scope === 'string' ? [scope] : scope
  return key.scopes.includes('admin') || wanted.some((one) => key.scopes.includes(one))
}
