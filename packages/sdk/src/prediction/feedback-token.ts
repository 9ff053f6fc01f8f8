// Makes the token that lets one browser speak of one prediction; its form is in the contract, and the collector checks it.
import { encodeBase64Url } from '../base64.ts'
import {
  FEEDBACK_KINDS,
  FEEDBACK_TOKEN_KINDS,
  FEEDBACK_TOKEN_VERSION,
  type FeedbackKind,
  type FeedbackTokenPayload,
} from '@trimtab/contract'
import type { Platform } from '../platform/platform.ts'

/** What a feedback token allows, and for how long. */
export interface FeedbackTokenOptions {
  /** Every kind a person may say when not given; never a retraction or a late truth. */
  kinds?: readonly FeedbackKind[] | undefined
  /** Whom the page may speak as; when not given, the page says. */
  actor?: string | undefined
  /** Seven days when not given. */
  expiresInSeconds?: number | undefined
}

const EXPIRES_IN_SECONDS_DEFAULT = 7 * 24 * 60 * 60

export function makeFeedbackToken(
  prediction: string,
  options: FeedbackTokenOptions | null,
  { signingKey, nowMs, sign }: { signingKey: string; nowMs: number; sign: Platform['sign'] },
): string {
  const {
    kinds: asked = FEEDBACK_TOKEN_KINDS,
    actor,
    expiresInSeconds = EXPIRES_IN_SECONDS_DEFAULT,
  }: Asked = options ?? {}
  // What makes no sense allows nothing, rather than everything.
  const isUsable =
    Array.isArray(asked) &&
    (actor === undefined || (typeof actor === 'string' && actor !== '')) &&
    isFinite(expiresInSeconds)
  const kinds: readonly unknown[] = isUsable ? asked : []
  const payload: FeedbackTokenPayload = {
    prediction,
    kinds: FEEDBACK_KINDS.filter((kind) => kinds.includes(kind)),
    actor: typeof actor === 'string' && actor !== '' ? actor : undefined,
    expiresAt: Math.floor(nowMs / 1000 + (isFinite(expiresInSeconds) ? expiresInSeconds : 0)),
  }
  const signed = `${FEEDBACK_TOKEN_VERSION}.${encodeBase64Url(new TextEncoder().encode(JSON.stringify(payload)))}`
  return `${signed}.${sign(signingKey, signed)}`
}

/** As it comes from callers that nobody has type-checked. */
type Asked = { readonly [option in keyof FeedbackTokenOptions]?: unknown }

function isFinite(value: unknown): value is number {
  return Number.isFinite(value)
}
