// Lets pages of the declared origins send OTLP from a browser, and nobody else's.

import type { Context } from 'hono'

const HEADERS_ALLOWED = new Set([
  'content-type',
  'content-encoding',
  'authorization',
  'x-api-key',
  'traceparent',
  'tracestate',
  'baggage',
])

/** How long a browser may keep what a preflight was answered. */
const PREFLIGHT_SECONDS = 7200

/** The origin that is allowed to ask, if it is the one that asks. */
export function allowedOrigin(context: Context, origins: readonly string[]): string | null {
  const origin = context.req.header('origin')
  return origin !== undefined && origins.includes(origin) ? origin : null
}

export function allowReading(context: Context, origin: string): void {
  context.header('access-control-allow-origin', origin)
  context.header('access-control-expose-headers', 'retry-after')
  context.header('vary', 'origin', { append: true })
}

export function answerPreflight(context: Context, origin: string): Response {
  const asked = (context.req.header('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => HEADERS_ALLOWED.has(name) || /^x-[\w-]+$/.test(name))
  allowReading(context, origin)
  context.header('access-control-allow-methods', 'POST')
  context.header('access-control-allow-headers', asked.join(', '))
  context.header('access-control-max-age', String(PREFLIGHT_SECONDS))
  return context.body(null, 204)
}
