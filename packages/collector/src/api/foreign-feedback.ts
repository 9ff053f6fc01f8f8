// What the feedback addresses of other products have in common: the key, the bounds, and the answer after the commit.

import type { FeedbackInput } from '@trimtab/contract'
import { feedbackListSchema } from '@trimtab/contract/schemas'
import type { Context } from 'hono'
import { listIssues } from '../schema-issue.ts'
import type { AppParts } from './app-parts.ts'
import { createAuthorise } from './authentication/door.ts'
import { addressOf, headersOf } from './authentication/key-guard.ts'
import { parseJsonBody, withBody } from './body/read-body.ts'
import { ProblemError } from './problem.ts'
import { storedOrRefused } from './receipt.ts'
import { isFromAnotherSite } from './site-guard.ts'

interface TakeOptions {
  parts: Pick<AppParts, 'ingest' | 'authentication' | 'budget'>
  bytesMax: number
}

/** Resolves when it is on disk. */
type Store = (feedback: FeedbackInput[]) => Promise<void>

export async function takeForeignFeedback(
  context: Context,
  { parts, bytesMax }: TakeOptions,
  answer: (body: unknown, store: Store) => Promise<Response>,
): Promise<Response> {
  if (isFromAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
  const authorise = createAuthorise(parts.authentication)
  const permit = await authorise(headersOf(context), 'feedback', addressOf(context))
  return withBody(context, { budget: parts.budget, bytesMax, caller: permit.caller }, async (bytes) => {
    const store: Store = async (feedback) => {
      const parsed = feedbackListSchema.safeParse(feedback)
      if (!parsed.success) {
        throw new ProblemError('request.invalid', 'The feedback says something that cannot be kept.', {
          errors: listIssues(parsed.error),
        })
      }
      const { accepted } = storedOrRefused(await parts.ingest.submit({ kind: 'feedback', feedback: parsed.data }))
      await permit.charge({ bytes: bytes.byteLength, items: accepted })
    }
    return answer(parseJsonBody(bytes), store)
  })
}
