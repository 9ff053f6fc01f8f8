// One batch to one address: compresses, posts, and turns the answer into a verdict. Keeps nothing and never throws.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import type { Clock } from '../clock.ts'
import type { Envelope } from './otlp-json.ts'
import { isRetryable, readRetryAfterMs } from './retry.ts'

export type Verdict =
  | { outcome: 'accepted'; rejected: number; reason?: string | undefined }
  | { outcome: 'too_large' }
  | { outcome: 'unavailable'; retryAfterMs: number | null }
  | { outcome: 'refused'; status: number }

export type Exporter = (items: readonly string[], signal: AbortSignal) => Promise<Verdict>

const REQUEST_MS_MAX = 10_000
const RESPONSE_BYTES_MAX = 64 * 1024

const compress = promisify(gzip)

// OpenTelemetry's own key, by its description: an app that traces `fetch` must not trace our requests.
const untraced = ROOT_CONTEXT.setValue(createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true)

export interface Destination {
  address: string
  /** Sent as a bearer token. */
  key: string | undefined
  envelope: Envelope
}

export function createExporter({ address, key, envelope }: Destination, clock: Clock): Exporter {
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  }

  return async function exportBatch(items, signal) {
    const limit = limitTime(signal)
    try {
      const body = await compress(`${envelope.before}${items.join(',')}${envelope.after}`)
      const request = { method: 'POST', headers, body, redirect: 'manual', signal: limit.signal } as const
      const response = await context.with(untraced, () => fetch(address, request))
      return judge(response, await readText(response), clock.nowMs())
    } catch {
      return { outcome: 'unavailable', retryAfterMs: null }
    } finally {
      limit.clear()
    }
  }
}

function judge(response: Response, text: string, nowMs: number): Verdict {
  if (response.ok) return { outcome: 'accepted', ...readPartialSuccess(text) }
  if (response.status === 413) return { outcome: 'too_large' }
  if (!isRetryable(response.status)) return { outcome: 'refused', status: response.status }
  return { outcome: 'unavailable', retryAfterMs: readRetryAfterMs(response.headers.get('retry-after'), nowMs) }
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

/** Reads to the end, so that the connection can be used again, but not without end. */
async function readText(response: Response): Promise<string> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > RESPONSE_BYTES_MAX) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function limitTime(outer: AbortSignal): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  const timer = setTimeout(abort, REQUEST_MS_MAX)
  timer.unref()
  if (outer.aborted) abort()
  outer.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer)
      outer.removeEventListener('abort', abort)
    },
  }
}
