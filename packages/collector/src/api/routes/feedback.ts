// Feedback over plain HTTP: from a server, from the dashboard, and from any page that holds a signed token.

import {
  ENVIRONMENT,
  FEEDBACK_BODY_BYTES_MAX,
  FEEDBACK_TOKEN_KINDS,
  FEEDBACK_TOKEN_VERSION,
  type FeedbackTokenPayload,
  OPEN_SIGNING_KEY,
  ROUTES,
} from '@trimtab/contract'
import { feedbackListSchema } from '@trimtab/contract/schemas'
import type { Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { listIssues } from '../../schema-issue.ts'
import { verifyFeedbackToken } from '../../feedback/token.ts'
import type { AppParts } from '../app-parts.ts'
import { authorisePage, type Permit, refuse } from '../authentication/door.ts'
import { addressOf, headersOf } from '../authentication/key-guard.ts'
import { parseJsonBody, withBody } from '../body/read-body.ts'
import { mediaTypeOf } from '../otlp/media-type.ts'
import { ProblemError } from '../problem.ts'
import { storedOrRefused } from '../receipt.ts'
import { isFromAnotherSite } from '../site-guard.ts'
import { tooLarge } from '../body/unpack.ts'

/** `sendBeacon` and a page that wants no preflight send JSON as text/plain. */
const MEDIA_TYPES = ['application/json', 'text/plain']

type Fields = { [field: string]: unknown }

type FeedbackParts = Pick<AppParts, 'ingest' | 'clock' | 'signingKey' | 'authentication' | 'budget' | 'origins'>

export function feedbackRoutes(app: Hono, parts: FeedbackParts): void {
  app.use(
    ROUTES.feedback,
    cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['content-type', 'authorization', 'x-api-key'] }),
  )

  app.post(ROUTES.feedback, async function postFeedback(context) {
    if (!MEDIA_TYPES.includes(mediaTypeOf(context.req.header('content-type')))) {
      throw new ProblemError('request.unsupported_media_type', 'Send JSON as application/json or text/plain.')
    }
    const limits = { budget: parts.budget, bytesMax: FEEDBACK_BODY_BYTES_MAX }
    return withBody(context, limits, async (bytes) => {
      const body = parseJsonBody(bytes)
      const items: unknown[] = Array.isArray(body) ? body : [withoutToken(body)]
      const token = bearerToken(context) ?? tokenInBody(body)
      const speakByToken = token === null ? null : await narrowByToken(context, token, parts)
      const permit = token === null ? await permitOf(context, parts) : null
      refuseTooLarge(bytes, permit)
      const speak = speakByToken ?? (permit?.isPublic === true ? asPage : asIs)
      const parsed = feedbackListSchema.safeParse(items.map(speak))
      if (!parsed.success) {
        throw new ProblemError('request.invalid', 'The feedback does not have the right shape.', {
          errors: listIssues(parsed.error),
        })
      }
      const stored = storedOrRefused(await parts.ingest.submit({ kind: 'feedback', feedback: parsed.data }))
      await permit?.charge({ bytes: bytes.byteLength, items: stored.accepted })
      return context.json({ accepted: stored.accepted, waiting: stored.waiting }, 202)
    })
  })
}

type Speak = (item: unknown) => unknown

async function narrowByToken(
  context: Context,
  token: string,
  { authentication, signingKey, clock }: Pick<AppParts, 'authentication' | 'signingKey' | 'clock'>,
): Promise<Speak> {
  if (!(await authentication.admitAnonymous(addressOf(context)))) throw refuse('too-many', 'feedback')
  if (signingKey === OPEN_SIGNING_KEY && !(await authentication.isOpen())) {
    // Everybody knows the key of a collector that has none; where it asks for keys that would be a way around them.
    throw new ProblemError(
      'feedback_token.invalid',
      `This collector trusts no feedback token until ${ENVIRONMENT.signingKey} is set.`,
    )
  }
  const verdict = verifyFeedbackToken(token, signingKey, clock())
  if (verdict.outcome === 'forged') throw new ProblemError('feedback_token.invalid')
  if (verdict.outcome === 'expired')
    throw new ProblemError('feedback_token.expired', `The feedback token expired at ${verdict.expiredAt}.`)
  return (item) => narrow(item, verdict.payload)
}

/** Without a token it takes a key, or the page of this collector, or of an origin that was declared. */
async function permitOf(
  context: Context,
  { authentication, origins }: Pick<AppParts, 'authentication' | 'origins'>,
): Promise<Permit> {
  const permit = await authorisePage(authentication, headersOf(context), addressOf(context))
  const isDeclared = permit.isPublic || origins.includes(context.req.header('origin') ?? '')
  if (!isDeclared && isFromAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
  return permit
}

function asIs(item: unknown): unknown {
  return item
}

function refuseTooLarge(bytes: Uint8Array, permit: Permit | null): void {
  const bytesMax = permit?.bodyBytesMax ?? FEEDBACK_BODY_BYTES_MAX
  if (bytes.byteLength > bytesMax) throw tooLarge(bytesMax)
}

/**
 * What everybody can read in a page speaks for a user, as a token does, and of what nobody can guess: with a business
 * key or a session it could speak about other people's predictions.
 */
function asPage(item: unknown): unknown {
  if (!isFields(item)) return item
  const { source = 'user', kind } = item
  if (source !== 'user') throw new ProblemError('key.forbidden', 'The key of a page speaks for a user only.')
  if (!FEEDBACK_TOKEN_KINDS.some((allowed) => allowed === kind))
    throw new ProblemError('key.forbidden', `The key of a page allows ${FEEDBACK_TOKEN_KINDS.join(', ')} only.`)
  if ('key' in item || 'session' in item)
    throw new ProblemError('key.forbidden', 'The key of a page speaks of a prediction or a response id only.')
  return { ...item, source }
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
