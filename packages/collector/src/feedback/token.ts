// Verifies the signed token that lets one browser speak about one prediction (shape: contract/feedback-token.ts).
// Needs no database: the signature carries everything.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { FEEDBACK_TOKEN_VERSION, type FeedbackTokenPayload } from '@trimtab/contract'
import { feedbackTokenPayloadSchema } from '@trimtab/contract/schemas'

export type TokenVerdict =
  | { outcome: 'valid'; payload: FeedbackTokenPayload }
  | { outcome: 'forged' }
  | { outcome: 'expired'; expiredAt: string }

const TOKEN_CHARS_MAX = 4096

export function verifyFeedbackToken(token: string, signingKey: string, nowMs: number): TokenVerdict {
  if (token.length > TOKEN_CHARS_MAX) return { outcome: 'forged' }
  const [version, payload, mac, ...rest] = token.split('.')
  if (version !== FEEDBACK_TOKEN_VERSION || payload === undefined || mac === undefined || rest.length > 0) {
    return { outcome: 'forged' }
  }
  // Compared as text: base64url has several spellings of the same bytes, and a token has one.
  const expected = Buffer.from(createHmac('sha256', signingKey).update(`${version}.${payload}`).digest('base64url'))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { outcome: 'forged' }
  const parsed = feedbackTokenPayloadSchema.safeParse(parsePayload(payload))
  if (!parsed.success) return { outcome: 'forged' }
  const expiresMs = parsed.data.expiresAt * 1000
  if (expiresMs <= nowMs) return { outcome: 'expired', expiredAt: new Date(expiresMs).toISOString() }
  return { outcome: 'valid', payload: parsed.data }
}

function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
