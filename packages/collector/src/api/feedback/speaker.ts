// Who gives the feedback of a request, found out before its body is read wherever the headers say it: only a token may
// be in the body, because what a page sends as it closes has no headers of its own.

import { ENVIRONMENT, FEEDBACK_TOKEN_VERSION, OPEN_SIGNING_KEY, type ProblemCode } from '@trimtab/contract'
import type { Context } from 'hono'
import { verifyFeedbackToken } from '../../feedback/token.ts'
import type { AppParts } from '../app-parts.ts'
import { authorisePage, type Permit, refuse } from '../authentication/door.ts'
import { addressOf, headersOf } from '../authentication/key-guard.ts'
import { ProblemError } from '../problem.ts'
import { isFromAnotherSite } from '../site-guard.ts'
import { asIs, asPage, asReviewer, isFields, narrow, type Speak } from './speak.ts'

/** A page gives an opinion or two; whoever sends in bulk has a key. */
const ANONYMOUS_ITEMS_MAX = 20

export interface Speaker {
  speak: Speak
  /** Null where a token speaks. */
  permit: Permit | null
  /** Whether it is anybody who reads a page. */
  isAnonymous: boolean
  /** Whether a token says who it is; otherwise it is whom the page names. */
  isActorProven: boolean
  /** Whether each kind may be said once. */
  isOnce: boolean
}

/** What the headers show: who speaks, or why nobody does unless the body holds a token. */
export type Entry = { speaker: Speaker; refusal: null } | { speaker: null; refusal: ProblemError }

type SpeakerParts = Pick<AppParts, 'authentication' | 'signingKeys' | 'clock' | 'origins'>

/** A token in the body makes these good. */
const TOKEN_MAY_FOLLOW: readonly ProblemCode[] = ['key.missing', 'request.cross_site']

export async function readEntry(context: Context, parts: SpeakerParts): Promise<Entry> {
  const token = bearerToken(context)
  if (token !== null) return { speaker: await speakByToken(context, token, parts), refusal: null }
  try {
    return { speaker: await speakByKey(context, parts), refusal: null }
  } catch (error) {
    if (error instanceof ProblemError && TOKEN_MAY_FOLLOW.includes(error.code)) return { speaker: null, refusal: error }
    throw error
  }
}

export async function readSpeaker(
  context: Context,
  { entry, body }: { entry: Entry; body: unknown },
  parts: SpeakerParts,
): Promise<Speaker> {
  // A token speaks for less than any key, so it is what the sender means where there are both.
  const token = entry.speaker !== null && entry.speaker.permit === null ? null : tokenInBody(body)
  if (token !== null) return speakByToken(context, token, parts)
  if (entry.speaker === null) throw entry.refusal
  return entry.speaker
}

/** Throws where that is more than anybody may bring. Its request was counted as one item already. */
export async function admitItems(
  context: Context,
  items: readonly unknown[],
  { authentication }: Pick<AppParts, 'authentication'>,
): Promise<void> {
  if (items.length > ANONYMOUS_ITEMS_MAX)
    throw new ProblemError(
      'request.too_large',
      `With a token or from a page, ${ANONYMOUS_ITEMS_MAX} items may be sent at once.`,
    )
  if (items.length > 1 && !(await authentication.admitAnonymous(addressOf(context), items.length - 1)))
    throw refuse('too-many', 'feedback')
}

async function speakByToken(
  context: Context,
  token: string,
  { authentication, signingKeys, clock }: SpeakerParts,
): Promise<Speaker> {
  if (!(await authentication.admitAnonymous(addressOf(context), 1))) throw refuse('too-many', 'feedback')
  const verdict = verifyFeedbackToken(token, await trustedKeys({ authentication, signingKeys }), clock())
  if (verdict.outcome === 'forged') throw new ProblemError('feedback_token.invalid')
  if (verdict.outcome === 'expired')
    throw new ProblemError('feedback_token.expired', `The feedback token expired at ${verdict.expiredAt}.`)
  const { payload } = verdict
  return {
    speak: (item) => narrow(item, payload),
    permit: null,
    isAnonymous: true,
    isActorProven: payload.actor !== undefined,
    isOnce: payload.once !== undefined,
  }
}

/** Everybody knows the key of a collector that has none; where it asks for keys that would be a way around them. */
async function trustedKeys({ authentication, signingKeys }: Pick<SpeakerParts, 'authentication' | 'signingKeys'>) {
  if (await authentication.isOpen()) return signingKeys
  const ownKeys = signingKeys.filter((key) => key !== OPEN_SIGNING_KEY)
  if (ownKeys.length > 0) return ownKeys
  throw new ProblemError(
    'feedback_token.invalid',
    `This collector trusts no feedback token until ${ENVIRONMENT.signingKey} is set.`,
  )
}

/** Without a token it takes a key, or the page of this collector, or of an origin that was declared. */
async function speakByKey(context: Context, { authentication, origins }: SpeakerParts): Promise<Speaker> {
  const permit = await authorisePage(authentication, headersOf(context), addressOf(context))
  const isForeign = isFromAnotherSite(context.req.raw)
  const isDeclared = permit.isPublic || origins.includes(context.req.header('origin') ?? '')
  if (!isDeclared && isForeign) throw new ProblemError('request.cross_site')
  // Whoever opens a page of a declared origin says what they like, unless a key of their own says who they are.
  const isPage = permit.isPublic || (isForeign && permit.caller === null)
  const speak = isPage ? asPage(permit.isPublic ? 'key.forbidden' : 'request.cross_site') : speakOf(permit)
  return { speak, permit, isAnonymous: isPage, isActorProven: false, isOnce: false }
}

function speakOf({ scopes }: Permit): Speak {
  const mayAll = scopes === null || scopes.includes('feedback') || scopes.includes('admin')
  return mayAll ? asIs : asReviewer
}

function bearerToken(context: Context): string | null {
  const [scheme, credential] = context.req.header('authorization')?.split(' ') ?? []
  return scheme?.toLowerCase() === 'bearer' && credential?.startsWith(`${FEEDBACK_TOKEN_VERSION}.`) ? credential : null
}

function tokenInBody(body: unknown): string | null {
  return isFields(body) && typeof body['token'] === 'string' ? body['token'] : null
}
