// What a reviewer does: takes the next item, says what is to be said of it, takes that back. Who reviews is a name that
// people agree on; whether somebody may at all is a matter of the key.

import { ROUTES } from '@trimtab/contract'
import type { Hono, MiddlewareHandler } from 'hono'
import { createHands, HANDS_MAX } from '../../reviews/hands.ts'
import { nextReview } from '../../reviews/deciding/next-review.ts'
import { saveReview, takeBackReview } from '../../reviews/deciding/save-review.ts'
import { createSlowSchemas } from '../../reviews/deciding/slow-schemas.ts'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { storedOrRefused } from '../receipt.ts'
import { isAskedByAnotherSite } from '../site-guard.ts'
import { findQueue, tellOf } from './review-queues.ts'

const MINUTE_MS = 60_000

type ReviewParts = Pick<AppParts, 'state' | 'rows' | 'ingest' | 'live' | 'clock' | 'budget'>

export function reviewRoutes(app: Hono, parts: ReviewParts): void {
  const { state, rows, ingest, clock } = parts
  const hands = createHands(clock)
  const saving: Parameters<typeof saveReview>[0] = {
    state,
    rows,
    clock,
    slowSchemas: createSlowSchemas(clock),
    submit: async (feedback) => void storedOrRefused(await ingest.submit({ kind: 'feedback', feedback })),
  }

  app.use(ROUTES.nextReview, answerAnew)
  endpoint(app, parts, 'nextReview', async ({ query: { queue: id, reviewer }, caller }) => {
    const queue = await findQueue(state, id)
    const hand = { queue: id, caller, reviewer }
    const waitMs = hands.take(hand, queue.leaseMinutes * MINUTE_MS)
    if (waitMs > 0) throw tooManyHands(waitMs)
    const next = await nextReview({ state, rows, queue, reviewer, nowMs: clock() })
    if (next.item === null) hands.end(hand)
    return next
  })

  endpoint(app, parts, 'saveReview', async ({ path: { id }, body, caller }) => {
    const queue = await queueOf(state, id)
    const saved = await saveReview(saving, { item: id, input: body })
    hands.end({ queue, caller, reviewer: body.reviewer })
    tellOf(queue, parts)
    return saved
  })

  endpoint(app, parts, 'takeBackReview', async ({ path: { id }, query: { reviewer } }) => {
    const queue = await queueOf(state, id)
    const takenBack = await takeBackReview(saving, { item: id, reviewer })
    tellOf(queue, parts)
    return takenBack
  })
}

function tooManyHands(waitMs: number): ProblemError {
  return new ProblemError(
    'request.too_many',
    `${HANDS_MAX} items of this queue are in hand with this key already, each under another name; save some first.`,
    { retryAfterSeconds: Math.ceil(waitMs / 1000) },
  )
}

/** Whoever asks has the item in hand from then on: no page of another site asks that, and nothing on the way answers it. */
const answerAnew: MiddlewareHandler = async function answerAnew(context, next) {
  if (isAskedByAnotherSite(context.req.raw)) throw new ProblemError('request.cross_site')
  context.header('cache-control', 'private, no-store')
  await next()
}

async function queueOf(state: AppParts['state'], item: string): Promise<string> {
  const found = await state.reviewItem(item)
  if (found === null) throw new ProblemError('review.not_found', `No review item has the id ${item}.`)
  return found.queue
}
