// The signed token that lets one browser speak about one prediction. The SDK and the collector must agree on it byte
// for byte: `v1.<payload>.<mac>`, payload = base64url of this JSON, mac = base64url of HMAC-SHA-256 over `v1.<payload>`.

import type { FeedbackKind } from './feedback.ts'

export const FEEDBACK_TOKEN_VERSION = 'v1'

export interface FeedbackTokenPayload {
  /** The prediction it speaks for. */
  prediction: string
  kinds: FeedbackKind[]
  /** Whom it speaks as; without one the sender of the feedback says. */
  actor?: string | undefined
  /** Seconds since 1970 after which it is worth nothing. */
  expiresAt: number
  /** Its own name, of a token that may say each kind once: whatever is said with it again changes nothing. */
  once?: string | undefined
}

/** The body of `POST /api/feedback-tokens`. */
export interface FeedbackTokenInput {
  prediction: string
  /** `FEEDBACK_TOKEN_KINDS` when absent. */
  kinds?: FeedbackKind[] | undefined
  actor?: string | undefined
  /** `FEEDBACK_TOKEN_SECONDS_DEFAULT` when absent. */
  expiresInSeconds?: number | undefined
  /** Each kind may be said once. */
  once?: boolean | undefined
}

/** How long a token is good for when its maker does not say: seven days. */
export const FEEDBACK_TOKEN_SECONDS_DEFAULT: number = 7 * 24 * 60 * 60

export interface MintedFeedbackToken {
  token: string
  expiresAt: string
}

/**
 * The key of a collector that has no `TRIMTAB_SIGNING_KEY`. It protects nothing, and need not: such a collector
 * listens on loopback only and takes feedback from this machine without any token at all.
 */
export const OPEN_SIGNING_KEY = 'open-collector-on-loopback'

/** Kinds a token carries when its maker names none: what a person can say, never a retraction or a late truth. */
export const FEEDBACK_TOKEN_KINDS: readonly FeedbackKind[] = ['thumbs', 'score', 'correction', 'comment', 'signal']
