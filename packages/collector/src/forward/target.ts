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

/** `why` is a phrase of ours: what the other side does. */
export type Attempt =
  | { kind: 'taken' }
  | { kind: 'refused'; why: string }
  | { kind: 'again'; why: string; waitMs: number }

const NAMES = {
  url: `--forward-url (${ENVIRONMENT.forwardUrl})`,
  headers: `--forward-headers (${ENVIRONMENT.forwardHeaders})`,
}

/** Null where nothing is forwarded. Spelled as OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS are. */
export function readForwardTarget(url: string | undefined, headers: string | undefined): ForwardTarget | null {
  if (url === undefined || url.trim() === '') return null
  const parsed = URL.parse(url.trim())
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new Refusal('forward.invalid', `${NAMES.url} must be an http or https address, and not ${url}.`)
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new Refusal('forward.invalid', `${NAMES.url} must hold no password; ${NAMES.headers} takes a header with it.`)
  }
  if (/\/v1\/(traces|logs|metrics)\/?$/.test(parsed.pathname)) {
    throw new Refusal(
      'forward.invalid',
      `${NAMES.url} is the address before /v1/traces: the path of each signal is added to it.`,
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
      throw new Refusal('forward.invalid', `${NAMES.headers} must be name=value,name=value.`, { cause: error })
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
      redirect: 'manual',
      signal: AbortSignal.any([abort, AbortSignal.timeout(ANSWER_MS_MAX)]),
    })
    await response.body?.cancel()
    if (response.ok) return { kind: 'taken' }
    const why = `it answers ${response.status}${MEANING[response.status] ?? ''}`
    if (!STATUS_AGAIN.has(response.status)) return { kind: 'refused', why }
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    return { kind: 'again', why, waitMs: Number.isFinite(seconds) ? seconds * 1000 : 0 }
  } catch (error) {
    return { kind: 'again', why: whyUnreachable(error), waitMs: 0 }
  }
}

/** For the statuses that a wrong setting brings about. */
const MEANING: { readonly [status: number]: string } = {
  301: ', another address',
  302: ', another address',
  307: ', another address',
  308: ', another address',
  401: `, no key or not this one; see ${NAMES.headers}`,
  403: ', a key that may not do this',
  404: `, nothing there; see ${NAMES.url}`,
}

const MEANING_OF_CODE: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNRESET: 'it breaks off the connection',
  UND_ERR_SOCKET: 'it breaks off the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
}

function whyUnreachable(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be reached'
  if (error.name === 'TimeoutError') return 'it does not answer'
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : ''
  const meaning = MEANING_OF_CODE[cause]
  return meaning ?? (cause === '' ? 'it cannot be reached' : `it cannot be reached, ${cause}`)
}
