// Keeps pages of other sites away from a collector that listens on loopback without keys: any page that the person at
// this machine opens could otherwise talk to it.

import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../config.ts'
import { ProblemError } from './problem.ts'

/** A host name that resolves to loopback but is not ours is DNS rebinding. */
export const refuseForeignHost: MiddlewareHandler = async function refuseForeignHost(context, next) {
  const { hostname } = new URL(context.req.url)
  if (!isLoopback(hostname))
    throw new ProblemError('request.cross_site', `This collector does not answer for the host ${hostname}.`)
  await next()
}

/** Browsers name the page's origin on every request that can change something; other clients send none. */
export function isFromAnotherSite(request: Request): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== new URL(request.url).origin
}
