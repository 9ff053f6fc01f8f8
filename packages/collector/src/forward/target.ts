// The other backend: where it is, what it is told with each body, and what its answer means.

import { ENVIRONMENT } from '@trimtab/contract'
import { Refusal } from '../refusal.ts'
import type { Encoding, Signal } from '../otlp/otlp.ts'

const ANSWER_MS_MAX = 10_000

/** What OTLP says is worth another attempt. */
const STATUS_AGAIN = new Set([429, 502, 503, 504])

export interface ForwardTarget {
  /** Without a slash at its end. */
  url: string
  headers: { [name: string]: string }
}

export type Attempt = { kind: 'taken' } | { kind: 'refused'; status: number } | { kind: 'again'; waitMs: number }

/** Null where nothing is forwarded. Spelled as OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS are. */
export function readForwardTarget(url: string | undefined, headers: string | undefined): ForwardTarget | null {
  if (url === undefined || url.trim() === '') return null
  const parsed = URL.parse(url.trim())
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new Refusal('forward.invalid', `${ENVIRONMENT.forwardUrl} must be an http or https address, and not ${url}.`)
  }
  if (/\/v1\/(traces|logs|metrics)\/?$/.test(parsed.pathname)) {
    throw new Refusal(
      'forward.invalid',
      `${ENVIRONMENT.forwardUrl} is the address before /v1/traces: the path of each signal is added to it.`,
    )
  }
  return { url: parsed.href.replace(/\/+$/, ''), headers: readHeaders(headers ?? '') }
}

function readHeaders(text: string): ForwardTarget['headers'] {
  const headers = new Headers()
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const at = pair.indexOf('=')
    try {
      if (at < 1) throw new TypeError('no name')
      headers.set(pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim()))
    } catch (error) {
      // What it holds may be a secret.
      throw new Refusal('forward.invalid', `${ENVIRONMENT.forwardHeaders} must be name=value,name=value.`, {
        cause: error,
      })
    }
  }
  return Object.fromEntries(headers)
}

interface Sending {
  signal: Signal
  encoding: Encoding
  /** In gzip. */
  packed: Uint8Array
  headers: { [name: string]: string }
  target: ForwardTarget
  abort: AbortSignal
}

export async function sendOnce({ signal, encoding, packed, headers, target, abort }: Sending): Promise<Attempt> {
  try {
    const response = await fetch(`${target.url}/v1/${signal}`, {
      method: 'POST',
      headers: {
        ...target.headers,
        ...headers,
        'content-type': encoding === 'json' ? 'application/json' : 'application/x-protobuf',
        'content-encoding': 'gzip',
      },
      body: packed as Uint8Array<ArrayBuffer>,
      redirect: 'error',
      signal: AbortSignal.any([abort, AbortSignal.timeout(ANSWER_MS_MAX)]),
    })
    await response.body?.cancel()
    if (response.ok) return { kind: 'taken' }
    if (!STATUS_AGAIN.has(response.status)) return { kind: 'refused', status: response.status }
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    return { kind: 'again', waitMs: Number.isFinite(seconds) ? seconds * 1000 : 0 }
  } catch {
    return { kind: 'again', waitMs: 0 }
  }
}
