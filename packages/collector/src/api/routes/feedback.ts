// Feedback over plain HTTP: from a server, from the dashboard, and from any page that holds a signed token.

import { FEEDBACK_BODY_BYTES_MAX, FEEDBACK_TOKEN_VERSION, type FeedbackTokenPayload, ROUTES } from '@trimtab/contract'
import { feedbackListSchema } from '@trimtab/contract/schemas'
import type { Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { listIssues } from '../../schema-issue.ts'
import { verifyFeedbackToken } from '../../feedback/token.ts'
import type { AppParts } from '../app-parts.ts'
import { parseJsonBody, readBody } from '../body.ts'
import { ProblemError } from '../problem.ts'
import { isFromAnotherSite } from '../site-guard.ts'
import { orUnavailable } from '../store-failure.ts'

/** `sendBeacon` and a page that wants no preflight send JSON as text/plain. */
const MEDIA_TYPES = ['application/json', 'text/plain']

type Fields = { [field: string]: unknown }

export function feedbackRoutes(
  app: Hono,
  { ingest, clock, signingKey }: Pick<AppParts, 'ingest' | 'clock' | 'signingKey'>,
): void {
  app.use(
    ROUTES.feedback,
    cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['content-type', 'authorization'] }),
  )

  app.post(ROUTES.feedback, async function postFeedback(context) {
    const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
    if (!MEDIA_TYPES.includes(mediaType)) {
      throw new ProblemError('request.unsupported_media_type', 'Send JSON as application/json or text/plain.')
    }
    const body = parseJsonBody(await readBody(context, FEEDBACK_BODY_BYTES_MAX))
    const items: unknown[] = Array.isArray(body) ? body : [withoutToken(body)]
    const token = bearerToken(context) ?? tokenInBody(body)
    if (token === null && isFromAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
    const payload = token === null ? null : readToken(token)
    const parsed = feedbackListSchema.safeParse(payload === null ? items : items.map((item) => narrow(item, payload)))
    if (!parsed.success) {
      throw new ProblemError('request.invalid', 'The feedback does not have the right shape.', {
        errors: listIssues(parsed.error),
      })
    }
    return context.json(await orUnavailable(ingest.feedback(parsed.data)), 202)
  })

  const readToken = (token: string): FeedbackTokenPayload => {
    const verdict = verifyFeedbackToken(token, signingKey, clock())
    if (verdict.outcome === 'forged') throw new ProblemError('feedback_token.invalid')
    if (verdict.outcome === 'expired')
      throw new ProblemError('feedback_token.expired', `The feedback token expired at ${verdict.expiredAt}.`)
    return verdict.payload
  }
}

/** A token speaks for one prediction, in the kinds it names, as a user and nobody else. */
function narrow(item: unknown, payload: FeedbackTokenPayload): unknown {
  if (!isFields(item)) return item
  const { prediction = payload.prediction, source = 'user', actor = payload.actor, kind } = item
  if (prediction !== payload.prediction)
    throw new ProblemError('feedback_token.forbidden', 'The feedback token is for another prediction.')
  if (source !== 'user') throw new ProblemError('feedback_token.forbidden', 'A feedback token speaks for a user only.')
  if (!payload.kinds.some((allowed) => allowed === kind)) {
    throw new ProblemError(
      'feedback_token.forbidden',
      `The feedback token allows ${payload.kinds.join(', ')} and not ${typeof kind === 'string' ? kind : 'this'}.`,
    )
  }
  if (payload.actor !== undefined && actor !== payload.actor) {
    throw new ProblemError('feedback_token.forbidden', 'The feedback token speaks as somebody else.')
  }
  return { ...item, prediction, source, actor }
}

function bearerToken(context: Context): string | null {
  const [scheme, credential] = context.req.header('authorization')?.split(' ') ?? []
  return scheme?.toLowerCase() === 'bearer' && credential?.startsWith(`${FEEDBACK_TOKEN_VERSION}.`) ? credential : null
}

function tokenInBody(body: unknown): string | null {
  return isFields(body) && typeof body['token'] === 'string' ? body['token'] : null
}

function withoutToken(item: unknown): unknown {
  if (!isFields(item) || !('token' in item)) return item
  const { token: _token, ...rest } = item
  return rest
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
