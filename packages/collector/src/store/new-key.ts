// Makes a key out of what somebody asks for: what the store keeps of it, and its text, which nobody can show again. The
// same for the command and for HTTP.

import type { ApiKey, KeyLimits } from '@trimtab/contract'
import { hashKeyText, makeKeyText } from './key-text.ts'
import type { NewKey } from './state.ts'

export type AskedKey = Pick<ApiKey, 'name' | 'scopes' | 'origins' | 'limits'>

export const NO_LIMITS: KeyLimits = { itemsPerSecond: null, bodyBytesMax: null }

/** A key with an origin stands in pages for everybody to read. */
export function mayBePublic({ scopes, origins }: Pick<AskedKey, 'scopes' | 'origins'>): boolean {
  return origins.length === 0 || scopes.every((scope) => scope === 'feedback')
}

/** The text is random: 256 bits that nobody guesses. */
export function makeKey(
  asked: AskedKey,
  createdAt: string,
): {
  key: ApiKey
  text: string
  stored: NewKey
} {
  const { id, text } = makeKeyText()
  const { name, scopes, origins, limits } = asked
  const facts = { id, name, scopes, origins, limits, createdAt }
  return { key: { ...facts, revokedAt: null }, text, stored: { ...facts, hash: hashKeyText(text) } }
}
