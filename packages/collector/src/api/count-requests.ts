// Counts every request by the route that answered it.

import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Metrics } from './metrics.ts'
import { signalOf } from './otlp/signal-path.ts'

export function countRequests(metrics: Pick<Metrics, 'answered'>): MiddlewareHandler {
  return async function countRequest(context, next) {
    const startMs = performance.now()
    await next()
    const seconds = (performance.now() - startMs) / 1000
    metrics.answered({ route: routeOf(context), status: context.res.status, seconds })
  }
}

/** Our own pattern: the address itself is the sender's, and there is no end of them. */
function routeOf(context: Context): string {
  const signal = signalOf(context.req.path)
  if (signal !== null) return `/v1/${signal}`
  const patterns = matchedRoutes(context).map(({ path }) => path)
  return patterns.find((path) => !path.includes('*')) ?? 'other'
}
