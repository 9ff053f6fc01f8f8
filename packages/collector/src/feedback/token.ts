// Signs and verifies the token that lets one browser speak about one prediction (shape: contract/feedback-token.ts), byte
// for byte as the SDK signs it. Needs no database: the signature carries everything.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { FEEDBACK_KINDS, FEEDBACK_TOKEN_VERSION, type FeedbackTokenPayload } from '@trimtab/contract'
import { feedbackTokenPayloadSchema } from '@trimtab/contract/schemas'

export type TokenVerdict =
  | { outcome: 'valid'; payload: FeedbackTokenPayload }
  | { outcome: 'forged' }
  | { outcome: 'expired'; expiredAt: string }

const TOKEN_CHARS_MAX = 4096

export function signFeedbackToken(payload: FeedbackTokenPayload, signingKey: string): string {
  const { prediction, kinds, actor, expiresAt, once } = payload
  // Written in one order, so that the same is always the same token.
  const inOrder = { prediction, kinds: FEEDBACK_KINDS.filter((kind) => kinds.includes(kind)), actor, expiresAt, once }
  const signed = `${FEEDBACK_TOKEN_VERSION}.${Buffer.from(JSON.stringify(inOrder)).toString('base64url')}`
  return `${signed}.${macOf(signed, signingKey)}`
}

export function verifyFeedbackToken(token: string, signingKeys: readonly string[], nowMs: number): TokenVerdict {
  if (token.length > TOKEN_CHARS_MAX) return { outcome: 'forged' }
  const [version, payload, mac, ...rest] = token.split('.')
  if (version !== FEEDBACK_TOKEN_VERSION || payload === undefined || mac === undefined || rest.length > 0) {
    return { outcome: 'forged' }
  }
  // With every key, whichever it was: how long it takes tells nobody how many there are left to guess.
  const isOurs = signingKeys.map((key) => isSame(mac, macOf(`${version}.${payload}`, key))).includes(true)
  if (!isOurs) return { outcome: 'forged' }
  const parsed = feedbackTokenPayloadSchema.safeParse(parsePayload(payload))
  if (!parsed.success) return { outcome: 'forged' }
  const expiresMs = parsed.data.expiresAt * 1000
  if (expiresMs <= nowMs) return { outcome: 'expired', expiredAt: new Date(expiresMs).toISOString() }
  return { outcome: 'valid', payload: parsed.data }
}

function macOf(signed: string, signingKey: string): string {
  return createHmac('sha256', signingKey).update(signed).digest('base64url')
}

/** Compared as text: base64url has several spellings of the same bytes, and a token has one. */
function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
