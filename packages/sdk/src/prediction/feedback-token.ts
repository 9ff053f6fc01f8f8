// Makes the token that lets one browser speak of one prediction; its form is in the contract, and the collector checks it.
import { encodeBase64Url } from '../base64.ts'
import {
  FEEDBACK_KINDS,
  FEEDBACK_TOKEN_KINDS,
  FEEDBACK_TOKEN_SECONDS_DEFAULT,
  FEEDBACK_TOKEN_VERSION,
  type FeedbackKind,
  type FeedbackTokenPayload,
} from '@trimtab/contract'
import type { Platform } from '../platform/platform.ts'
import type { RandomHex } from './random-hex.ts'

/** What a feedback token allows, and for how long. */
export interface FeedbackTokenOptions {
  /** Every kind a person may say when not given; never a retraction or a late truth. */
  kinds?: readonly FeedbackKind[] | undefined
  /** Whom the page may speak as; when not given, the page says. */
  actor?: string | undefined
  /** Seven days when not given. */
  expiresInSeconds?: number | undefined
  /** Each kind may be said once and stands: for a page that many may see, or a survey. */
  once?: boolean | undefined
}

const NAME_BYTES = 16

interface TokenHost {
  signingKey: string
  nowMs: number
  sign: Platform['sign']
  randomHex: RandomHex
}

export function makeFeedbackToken(
  prediction: string,
  options: FeedbackTokenOptions | null,
  { signingKey, nowMs, sign, randomHex }: TokenHost,
): string {
  const {
    kinds: asked = FEEDBACK_TOKEN_KINDS,
    actor,
    expiresInSeconds = FEEDBACK_TOKEN_SECONDS_DEFAULT,
    once = false,
  }: Asked = options ?? {}
  // What makes no sense allows nothing, rather than everything.
  const isUsable =
    Array.isArray(asked) &&
    (actor === undefined || (typeof actor === 'string' && actor !== '')) &&
    isFinite(expiresInSeconds) &&
    typeof once === 'boolean'
  const kinds: readonly unknown[] = isUsable ? asked : []
  const payload: FeedbackTokenPayload = {
    prediction,
    kinds: FEEDBACK_KINDS.filter((kind) => kinds.includes(kind)),
    actor: typeof actor === 'string' && actor !== '' ? actor : undefined,
    expiresAt: Math.floor(nowMs / 1000 + (isFinite(expiresInSeconds) ? expiresInSeconds : 0)),
    once: once === true ? randomHex(NAME_BYTES) : undefined,
  }
  const signed = `${FEEDBACK_TOKEN_VERSION}.${encodeBase64Url(new TextEncoder().encode(JSON.stringify(payload)))}`
  return `${signed}.${sign(signingKey, signed)}`
}

/** As it comes from callers that nobody has type-checked. */
type Asked = { readonly [option in keyof FeedbackTokenOptions]?: unknown }

function isFinite(value: unknown): value is number {
  return Number.isFinite(value)
}
