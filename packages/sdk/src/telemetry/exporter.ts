// One batch to one address: compresses, posts, and turns the answer into a verdict. Keeps nothing and never throws.
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import type { Clock } from '../clock.ts'
import type { Platform, PostAnswer } from '../platform/platform.ts'
import type { Envelope } from './otlp-json.ts'
import { isRetryable, readRetryAfterMs } from './retry.ts'

export type Verdict =
  | { outcome: 'accepted'; rejected: number; reason?: string | undefined }
  | { outcome: 'too_large' }
  | { outcome: 'unavailable'; retryAfterMs: number | null }
  | { outcome: 'refused'; status: number }

export type Exporter = (items: readonly string[], signal: AbortSignal) => Promise<Verdict>

const REQUEST_MS_MAX = 10_000

// OpenTelemetry's own key, by its description: an app that traces its requests must not trace our requests.
const untraced = ROOT_CONTEXT.setValue(createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true)

export interface Destination {
  address: string
  /** Sent as a bearer token. */
  key: string | undefined
  envelope: Envelope
}

export interface ExporterHost {
  clock: Clock
  platform: Pick<Platform, 'compress' | 'post' | 'startTimer'>
}

export function createExporter({ address, key, envelope }: Destination, { clock, platform }: ExporterHost): Exporter {
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  }

  return async function exportBatch(items, signal) {
    const limit = limitTime(signal, platform.startTimer)
    try {
      const body = await platform.compress(`${envelope.before}${items.join(',')}${envelope.after}`)
      const request = { address, headers, body, signal: limit.signal }
      return judge(await context.with(untraced, () => platform.post(request)), clock.nowMs())
    } catch {
      return { outcome: 'unavailable', retryAfterMs: null }
    } finally {
      limit.clear()
    }
  }
}

function judge({ status, retryAfter, text }: PostAnswer, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return { outcome: 'accepted', ...readPartialSuccess(text) }
  if (status === 413) return { outcome: 'too_large' }
  if (!isRetryable(status)) return { outcome: 'refused', status }
  return { outcome: 'unavailable', retryAfterMs: readRetryAfterMs(retryAfter, nowMs) }
}

/** `partialSuccess` of a trace or a logs response: 64-bit integers come as strings. */
function readPartialSuccess(text: string): { rejected: number; reason?: string | undefined } {
  try {
    const { partialSuccess = {} } = JSON.parse(text) as { partialSuccess?: PartialSuccess }
    const rejected = Number(partialSuccess.rejectedSpans ?? partialSuccess.rejectedLogRecords ?? 0)
    if (!Number.isSafeInteger(rejected) || rejected <= 0) return { rejected: 0 }
    const { errorMessage } = partialSuccess
    return { rejected, reason: typeof errorMessage === 'string' ? errorMessage : undefined }
  } catch {
    return { rejected: 0 }
  }
}

interface PartialSuccess {
  rejectedSpans?: unknown
  rejectedLogRecords?: unknown
  errorMessage?: unknown
}

function limitTime(outer: AbortSignal, startTimer: Platform['startTimer']): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  const stopTimer = startTimer(REQUEST_MS_MAX, abort)
  if (outer.aborted) abort()
  outer.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    clear: () => {
      stopTimer()
      outer.removeEventListener('abort', abort)
    },
  }
}
