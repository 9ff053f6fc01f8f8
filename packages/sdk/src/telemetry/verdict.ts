// What an answer means for the items that were sent, and what the lack of one is called. Never throws.
import type { PostAnswer } from '../platform/platform.ts'
import { isRetryable, readRetryAfterMs } from './retry.ts'

export type Verdict =
  | { outcome: 'accepted'; rejected: number; explanation?: string | undefined }
  | { outcome: 'too_large' }
  /** Nobody took it, so far. */
  | { outcome: 'unavailable'; reason: string; retryAfterMs: number | null }
  | { outcome: 'refused'; reason: string }

export function judge({ status, retryAfter, text }: PostAnswer, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return readAnswer(text)
  if (status === 413) return { outcome: 'too_large' }
  const reason = `http_${status}`
  if (!isRetryable(status)) return { outcome: 'refused', reason }
  return { outcome: 'unavailable', reason, retryAfterMs: readRetryAfterMs(retryAfter, nowMs) }
}

/** These speak of the address or the key, not of what was sent: a gateway says them while what is behind it is replaced. */
const WAY_REASONS: ReadonlySet<string> = new Set(['http_401', 'http_403', 'http_404', 'answer_unreadable'])
const WAY_RETRY_MS = 30_000

/** Takes for absence what may be put right without sending anything else. */
export function waitForTheWay(verdict: Verdict): Verdict {
  if (verdict.outcome !== 'refused' || !WAY_REASONS.has(verdict.reason)) return verdict
  return { outcome: 'unavailable', reason: verdict.reason, retryAfterMs: WAY_RETRY_MS }
}

/** An answer is empty or a JSON object; a page with a friendly status is from somebody else, who has kept nothing. */
function readAnswer(text: string | undefined): Verdict {
  if (text?.trim() === '') return { outcome: 'accepted', rejected: 0 }
  try {
    const answer = JSON.parse(text ?? '') as { partialSuccess?: PartialSuccess }
    if (typeof answer !== 'object' || answer === null) return { outcome: 'refused', reason: 'answer_unreadable' }
    const { rejectedSpans, rejectedLogRecords, errorMessage } = answer.partialSuccess ?? {}
    // 64-bit integers come as strings.
    const rejected = Number(rejectedSpans ?? rejectedLogRecords ?? 0)
    if (!Number.isSafeInteger(rejected) || rejected <= 0) return { outcome: 'accepted', rejected: 0 }
    const explanation = typeof errorMessage === 'string' ? errorMessage : undefined
    return { outcome: 'accepted', rejected, explanation }
  } catch {
    return { outcome: 'refused', reason: 'answer_unreadable' }
  }
}

interface PartialSuccess {
  rejectedSpans?: unknown
  rejectedLogRecords?: unknown
  errorMessage?: unknown
}

const CAUSES_MAX = 4

/** What runtimes call it, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`, wherever they have put that. */
export function nameOf(error: unknown): string {
  let inner: unknown = error
  for (let depth = 0; depth < CAUSES_MAX && typeof inner === 'object' && inner !== null; depth += 1) {
    const { code, cause } = inner as { code?: unknown; cause?: unknown }
    if (typeof code === 'string' && /^\w{1,64}$/.test(code)) return code
    inner = cause
  }
  return 'unreachable'
}
