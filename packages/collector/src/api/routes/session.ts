// Signs the page in with a key, and out again. The key goes into no storage of the browser: the page holds a cookie
// that no script can read and no other site can send.

import { KEY_SCOPES, ROUTES, type Session, type SignIn } from '@trimtab/contract'
import type { Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import * as z from 'zod'
import type { AppParts } from '../app-parts.ts'
import { createPageAuthorise, orUnavailable, refuse, SESSION_COOKIE, sessionOf } from '../authentication/door.ts'
import { addressOf, headersOf } from '../authentication/key-guard.ts'
import { parseJsonBody, STRANGERS_PATIENCE, withBody } from '../body/read-body.ts'
import { ProblemError } from '../problem.ts'
import { isFromAnotherSite } from '../site-guard.ts'

const BODY_BYTES_MAX = 4096

const signInSchema: z.ZodType<SignIn> = z.strictObject({ key: z.string() })

export function sessionRoutes(
  app: Hono,
  { authentication, strangersBudget }: Pick<AppParts, 'authentication' | 'strangersBudget'>,
): void {
  app.post(ROUTES.session, async function signIn(context) {
    refuseOtherSites(context)
    const limits = {
      budget: strangersBudget,
      bytesMax: BODY_BYTES_MAX,
      caller: `sign-in ${addressOf(context)}`,
      patience: STRANGERS_PATIENCE,
    }
    const body = await withBody(context, limits, async (bytes) => parseJsonBody(bytes))
    const parsed = signInSchema.safeParse(body)
    if (!parsed.success) throw new ProblemError('request.invalid', 'Send {"key": "…"} as JSON.')
    // A key that is pasted brings the end of its line along.
    const signedIn = await orUnavailable(authentication.signIn(parsed.data.key.trim(), addressOf(context)))
    if (signedIn.outcome !== 'allowed') throw refuse(signedIn.outcome, 'read')
    setCookie(context, SESSION_COOKIE, signedIn.sessionId, {
      ...cookieOptions(context),
      expires: new Date(signedIn.session.expiresAt),
    })
    return context.json(signedIn.session)
  })

  // The page offers nobody what they may not do.
  app.get(ROUTES.session, async function showScopes(context) {
    const permit = await createPageAuthorise(authentication)(headersOf(context), 'read', addressOf(context))
    const session: Pick<Session, 'scopes'> = { scopes: [...(permit.scopes ?? KEY_SCOPES)] }
    context.header('cache-control', 'private, no-store')
    return context.json(session)
  })

  app.delete(ROUTES.session, function signOut(context) {
    refuseOtherSites(context)
    const id = sessionOf(context.req.header('cookie'))
    if (id !== undefined) authentication.signOut(id)
    deleteCookie(context, SESSION_COOKIE, cookieOptions(context))
    return context.body(null, 204)
  })
}

function refuseOtherSites(context: Context): void {
  if (isFromAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
}

function cookieOptions(context: Context): CookieOptions {
  // What a proxy says of itself here can only make the cookie stricter.
  const secure = context.req.url.startsWith('https:') || context.req.header('x-forwarded-proto') === 'https'
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure }
}
