// One batch to one address: writes the request, posts it, and turns the answer into a verdict. Keeps nothing and never
// throws.
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import type { Clock } from '../clock.ts'
import type { Batch, Platform, PostAnswer } from '../platform/platform.ts'
import { isRetryable, readRetryAfterMs } from './retry.ts'

export type Verdict =
  | { outcome: 'accepted'; rejected: number; explanation?: string | undefined }
  | { outcome: 'too_large' }
  /** Nobody took it, so far. */
  | { outcome: 'unavailable'; reason: string; retryAfterMs: number | null }
  | { outcome: 'refused'; reason: string }

export type Exporter = (batch: Batch, signal: AbortSignal) => Promise<Verdict>

const REQUEST_MS_MAX = 10_000

// OpenTelemetry's own key, by its description: an app that traces its requests must not trace ours.
const untraced = ROOT_CONTEXT.setValue(createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true)

export interface Destination {
  address: string
  /** Sent as a bearer token. */
  key: string | undefined
}

export interface ExporterHost {
  clock: Clock
  platform: Pick<Platform, 'compress' | 'post' | 'startTimer'>
}

export function createExporter({ address, key }: Destination, { clock, platform }: ExporterHost): Exporter {
  // Costs 5 µs per kilobyte here and half of that over there; within one machine there is nothing to save by it.
  const isCompressed = !isThisMachine(address)
  const headers = {
    'content-type': 'application/json',
    ...(isCompressed && { 'content-encoding': 'gzip' }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  }

  return async function exportBatch({ before, items, after }, signal) {
    const limit = limitTime(signal, platform.startTimer)
    try {
      const text = `${before}${items.join(',')}${after}`
      const body = isCompressed ? await platform.compress(text) : new TextEncoder().encode(text)
      const request = { address, headers, body, signal: limit.signal }
      return judge(await context.with(untraced, () => platform.post(request)), clock.nowMs())
    } catch (error) {
      return { outcome: 'unavailable', reason: limit.isOver() ? 'timeout' : nameOf(error), retryAfterMs: null }
    } finally {
      limit.clear()
    }
  }
}

function isThisMachine(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname)
}

function judge({ status, retryAfter, text }: PostAnswer, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return readAnswer(text)
  if (status === 413) return { outcome: 'too_large' }
  const reason = `http_${status}`
  if (!isRetryable(status)) return { outcome: 'refused', reason }
  return { outcome: 'unavailable', reason, retryAfterMs: readRetryAfterMs(retryAfter, nowMs) }
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
function nameOf(error: unknown): string {
  let inner: unknown = error
  for (let depth = 0; depth < CAUSES_MAX && typeof inner === 'object' && inner !== null; depth += 1) {
    const { code, cause } = inner as { code?: unknown; cause?: unknown }
    if (typeof code === 'string' && /^\w{1,64}$/.test(code)) return code
    inner = cause
  }
  return 'unreachable'
}

interface TimeLimit {
  signal: AbortSignal
  isOver: () => boolean
  clear: () => void
}

function limitTime(outer: AbortSignal, startTimer: Platform['startTimer']): TimeLimit {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  const stopTimer = startTimer(REQUEST_MS_MAX, abort)
  if (outer.aborted) abort()
  outer.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    isOver: () => controller.signal.aborted && !outer.aborted,
    clear: () => {
      stopTimer()
      outer.removeEventListener('abort', abort)
    },
  }
}
