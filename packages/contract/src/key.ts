// API keys: what each may do, and what is known of one besides its text, which is shown once and kept by nobody.

/** `admin` may do everything. */
export const KEY_SCOPES = ['ingest', 'feedback', 'read', 'review', 'admin'] as const
export type KeyScope = (typeof KEY_SCOPES)[number]

export interface ApiKey {
  /** Public; the text of the key has it in it, so that a key that is found somewhere can be named. */
  id: string
  name: string
  scopes: KeyScope[]
  /** Pages of these origins may show the key to everybody: it gives feedback as a user, and no more. */
  origins: string[]
  limits: KeyLimits
  createdAt: string
  /** Null while it is good. */
  revokedAt: string | null
}

/** The body of `POST /api/keys`. */
export interface ApiKeyInput {
  name: string
  scopes: KeyScope[]
  origins?: string[] | undefined
  limits?: KeyLimits | undefined
}

/** The answer to `POST /api/keys`: the text of the key, this once. */
export interface CreatedApiKey extends ApiKey {
  key: string
}

/** `GET /api/keys`: in the order they were made. */
export interface ApiKeyList {
  keys: ApiKey[]
}

/** Null is the collector's own limit. */
export interface KeyLimits {
  itemsPerSecond: number | null
  bodyBytesMax: number | null
}

/** What the page sends to sign in, and what it is told. */
export interface SignIn {
  key: string
}
export interface Session {
  scopes: KeyScope[]
  expiresAt: string
}
