// Keeps pages of other sites away from a collector that listens on loopback without keys: any page that the person at
// this machine opens could otherwise talk to it.

import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../config.ts'
import type { Authentication } from './authentication.ts'
import { ProblemError } from './problem.ts'

/**
 * A host name that resolves to loopback but is not ours is DNS rebinding. Where keys are asked for the name does not
 * matter: such a page has none, and the cookie of a person who signed in belongs to the name it was set under.
 */
export function refuseForeignHost({ isOpen }: Pick<Authentication, 'isOpen'>): MiddlewareHandler {
  return async function refuseHost(context, next) {
    const { hostname } = new URL(context.req.url)
    if (!isLoopback(hostname) && (await isOpen()))
      throw new ProblemError('request.cross_site', `This collector does not answer for the host ${hostname}.`)
    await next()
  }
}

/**
 * Browsers name the page's origin on every request that can change something; other clients send none. The host alone
 * is compared, because a proxy in front may speak HTTPS where we speak HTTP.
 */
export function isFromAnotherSite(request: Request): boolean {
  const origin = request.headers.get('origin')
  if (origin === null) return false
  return !URL.canParse(origin) || new URL(origin).host !== new URL(request.url).host
}

/**
 * For what is asked with GET and changes something all the same: a picture or a link of another page brings no origin
 * along. Browsers say from where it comes in words of their own, and other clients say nothing.
 */
export function isAskedByAnotherSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site') ?? 'none'
  return isFromAnotherSite(request) || !['same-origin', 'none'].includes(site)
}
