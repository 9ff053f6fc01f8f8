// Feedback over plain HTTP: from a server, from the dashboard, and from any page that holds a signed token.

import { FEEDBACK_BODY_BYTES_MAX, ROUTES } from '@trimtab/contract'
import { feedbackListSchema } from '@trimtab/contract/schemas'
import type { Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { listIssues, type SchemaIssue } from '../../schema-issue.ts'
import type { AppParts } from '../app-parts.ts'
import { addressOf } from '../authentication/key-guard.ts'
import { createVoiceLimits } from '../authentication/voice-limits.ts'
import { type BodyLimits, parseJsonBody, STRANGERS_PATIENCE, withBody } from '../body/read-body.ts'
import { admitVoice } from '../feedback/admit-voice.ts'
import { refuseUsed } from '../feedback/said-once.ts'
import { admitItems, readEntry, readSpeaker, type Speaker } from '../feedback/speaker.ts'
import { isFields } from '../feedback/speak.ts'
import { mediaTypeOf } from '../otlp/media-type.ts'
import { ProblemError } from '../problem.ts'
import { storedOrRefused } from '../receipt.ts'

/** `sendBeacon` and a page that wants no preflight send JSON as text/plain. */
const MEDIA_TYPES = ['application/json', 'text/plain']

type FeedbackParts = Pick<
  AppParts,
  'ingest' | 'rows' | 'clock' | 'signingKeys' | 'authentication' | 'budget' | 'strangersBudget' | 'origins'
>

export function feedbackRoutes(app: Hono, parts: FeedbackParts): void {
  const voices = createVoiceLimits(parts.clock)
  app.use(
    ROUTES.feedback,
    cors({
      origin: '*',
      allowMethods: ['POST'],
      allowHeaders: ['content-type', 'authorization', 'x-api-key'],
      exposeHeaders: ['retry-after'],
    }),
  )

  app.post(ROUTES.feedback, async function postFeedback(context) {
    if (!MEDIA_TYPES.includes(mediaTypeOf(context.req.header('content-type')))) {
      throw new ProblemError('request.unsupported_media_type', 'Send JSON as application/json or text/plain.')
    }
    const entry = await readEntry(context, parts)
    return withBody(context, limitsOf(context, entry.speaker, parts), async (bytes) => {
      const body = parseJsonBody(bytes)
      const items: unknown[] = Array.isArray(body) ? body : [withoutToken(body)]
      const speaker = await readSpeaker(context, { entry, body }, parts)
      const { speak, permit, isAnonymous, isOnce } = speaker
      if (isAnonymous) await admitItems(context, items, parts)
      const parsed = feedbackListSchema.safeParse(items.map(speak))
      if (!parsed.success) {
        throw new ProblemError('request.invalid', 'The feedback does not have the right shape.', {
          errors: listIssues(parsed.error).map((issue) => (Array.isArray(body) ? issue : ofTheOnly(issue))),
        })
      }
      const feedback = parsed.data
      if (isOnce) await refuseUsed({ feedback, isStored: false }, parts.rows)
      if (isAnonymous) admitVoice({ ...speaker, feedback, address: addressOf(context) }, voices)
      const stored = storedOrRefused(await parts.ingest.submit({ kind: 'feedback', feedback }))
      await permit?.charge({ bytes: bytes.byteLength, items: stored.accepted })
      // Two who used it in one moment: the other was first.
      if (isOnce && stored.isNew.includes(false)) await refuseUsed({ feedback, isStored: true }, parts.rows)
      return context.json({ accepted: stored.accepted, waiting: stored.waiting }, 202)
    })
  })
}

/** Whoever sent a single one sent no list, in which it would be the first. */
function ofTheOnly({ pointer, message }: SchemaIssue): SchemaIssue {
  return { pointer: pointer.replace(/^\/0/, ''), message }
}

/** Whoever has no key of their own shares a little room and a little time, apart from those who do. */
function limitsOf(
  context: Context,
  speaker: Speaker | null,
  { budget, strangersBudget }: Pick<AppParts, 'budget' | 'strangersBudget'>,
): BodyLimits {
  const bytesMax = Math.min(speaker?.permit?.bodyBytesMax ?? FEEDBACK_BODY_BYTES_MAX, FEEDBACK_BODY_BYTES_MAX)
  const permit = speaker?.permit ?? null
  if (permit !== null && speaker?.isAnonymous === false) return { budget, bytesMax, caller: permit.caller }
  const caller = `feedback ${addressOf(context)}`
  return { budget: strangersBudget, bytesMax, caller, patience: STRANGERS_PATIENCE }
}

function withoutToken(item: unknown): unknown {
  if (!isFields(item) || !('token' in item)) return item
  const { token: _token, ...rest } = item
  return rest
}
