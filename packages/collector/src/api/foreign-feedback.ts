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
import { wordsThatCameBack } from './feedback/words-that-came-back.ts'
import { isFromAnotherSite } from './site-guard.ts'

interface TakeOptions {
  parts: Pick<AppParts, 'ingest' | 'rows' | 'authentication' | 'budget'>
  bytesMax: number
  /** Where the id stands in the metadata by which the other product knows a feedback. */
  knownBy: string
}

/** Resolves when it is on disk. */
type Store = (feedback: FeedbackInput[]) => Promise<void>

export async function takeForeignFeedback(
  context: Context,
  { parts, bytesMax, knownBy }: TakeOptions,
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
      const { accepted, isNew } = storedOrRefused(
        await parts.ingest.submit({ kind: 'feedback', feedback: parsed.data }),
      )
      await permit.charge({ bytes: bytes.byteLength, items: accepted })
      const again = parsed.data.filter((_said, index) => isNew[index] === false)
      const newer = await wordsThatCameBack(again, { rows: parts.rows, knownBy })
      if (newer.length > 0) storedOrRefused(await parts.ingest.submit({ kind: 'feedback', feedback: newer }))
    }
    return answer(parseJsonBody(bytes), store)
  })
}
