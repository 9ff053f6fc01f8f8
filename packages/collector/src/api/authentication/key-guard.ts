// Stands before every address and asks for the key that its operation needs. What changes something, is no operation and
// no page needs a key of an administrator: an address that is new is closed until somebody says whom it is for.

import { type KeyScope, type Operation, OPERATIONS, OTLP_PREFIXES, ROUTES } from '@trimtab/contract'
import type { Context, MiddlewareHandler } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Authentication } from '../authentication.ts'
import { signalOf } from '../otlp/signal-path.ts'
import { ProblemError } from '../problem.ts'
import { isFromAnotherSite } from '../site-guard.ts'
import { createPageAuthorise, type HeaderReader, type Permit } from './door.ts'

/** These say nothing that a stranger may not know. */
const OPEN: readonly string[] = [ROUTES.health, ROUTES.ready, ROUTES.langfuseHealth, ROUTES.langsmithInfo]

/** These ask for the key by themselves: they take other proofs too, or refuse in words of their own. */
const OWN_DOOR: readonly string[] = [
  ROUTES.session,
  ROUTES.feedback,
  ROUTES.langfuseIngestion,
  ROUTES.langfuseScores,
  ROUTES.langsmithFeedback,
  ROUTES.langsmithFeedbackApi,
]

/** How the addresses of programs begin; everything else is a page. */
const PROGRAM = new Set([...Object.values(ROUTES), ...OTLP_PREFIXES].map((path) => path.split('/')[1]))

/** What each operation asks for, with the addresses that it is at. */
const OPERATION_SCOPES = Object.values<Operation>(OPERATIONS).flatMap(({ method, path, scope }) =>
  scope === null ? [] : [{ method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), scope }],
)

declare module 'hono' {
  interface ContextVariableMap {
    /** The id of the key that asks; null where no key is asked for. */
    caller: string | null
    /** What else that key may do. */
    permit: Permit
  }
}

export function keyGuard(authentication: Authentication): MiddlewareHandler {
  const authorise = createPageAuthorise(authentication)
  return async function requireKey(context, next) {
    const scope = scopeOf(context.req.method, context.req.path)
    if (scope !== null) {
      const permit = await authorise(headersOf(context), scope, addressOf(context))
      context.set('caller', permit.caller)
      context.set('permit', permit)
      if (!isReading(context.req.method) && isFromAnotherSite(context.req.raw))
        throw new ProblemError('request.cross_site')
    }
    await next()
    // What one key may read is nothing for a proxy to keep for the next.
    const { headers } = context.res
    const isKeptByNobody = headers.get('cache-control')?.includes('no-store') === true
    if (scope !== null && isReading(context.req.method) && !isKeptByNobody)
      headers.set('cache-control', 'private, no-cache')
  }
}

/** What an address asks for; null where it asks for nothing here. */
export function scopeOf(method: string, path: string): KeyScope | null {
  // A browser's question before a request shows no key, and is told nothing but which requests there are.
  if (method === 'OPTIONS' || signalOf(path) !== null || OPEN.includes(path) || OWN_DOOR.includes(path)) return null
  if (!PROGRAM.has(path.split('/')[1])) return isReading(method) ? null : 'admin'
  const asked = method === 'HEAD' ? 'GET' : method
  const operation = OPERATION_SCOPES.find((known) => known.method === asked && known.pattern.test(path))
  if (operation !== undefined) return operation.scope
  if (isReading(method)) return 'read'
  return path.startsWith('/api/reviews/') ? 'review' : 'admin'
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

export function headersOf(context: Context): HeaderReader {
  return (name) => context.req.header(name)
}

/** Empty where the request came over no network. */
export function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: unknown }
  return incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '')
}
