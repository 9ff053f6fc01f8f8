// API keys: what each may do. `admin` may do everything.

export const KEY_SCOPES = ['ingest', 'feedback', 'read', 'review', 'admin'] as const
export type KeyScope = (typeof KEY_SCOPES)[number]
