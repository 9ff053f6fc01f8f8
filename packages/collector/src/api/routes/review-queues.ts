// Review queues: what people look at and what they are asked, what is in each, and what was decided.

import {
  PAGE_BYTES_MAX,
  PAGE_ITEMS_DEFAULT,
  type ReviewItemPage,
  type ReviewQueue,
  type ReviewQueueWithProgress,
} from '@trimtab/contract'
import type { Hono } from 'hono'
import { changedReviewQueue, newReviewQueue } from '../../reviews/queues/new-queue.ts'
import { pickByHand } from '../../reviews/queues/pick-by-hand.ts'
import { progressOf } from '../../reviews/queues/review-progress.ts'
import { answerFile } from '../answer-file.ts'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { type ItemOfQueue, itemsOfQueue } from '../reviews/items-of-queue.ts'
import { REVIEW_MEDIA_TYPES, writeReviewLines } from '../reviews/review-lines.ts'
import { sequenceIn } from '../sequence-cursor.ts'

type QueueParts = Pick<AppParts, 'state' | 'rows' | 'live' | 'jobs' | 'clock' | 'makeId' | 'budget' | 'onDefect'>

export function reviewQueueRoutes(app: Hono, parts: QueueParts): void {
  const { state } = parts

  endpoint(app, parts, 'listReviewQueues', async () => {
    const queues = await state.reviewQueues()
    return { queues: await Promise.all(queues.map((queue) => withProgress(parts, queue))) }
  })

  endpoint(app, parts, 'readReviewQueue', async ({ path: { id } }) => withProgress(parts, await findQueue(state, id)))

  changingRoutes(app, parts)

  endpoint(app, parts, 'listReviewItems', async ({ path: { id }, query: { state: only, cursor, limit } }) => {
    const before = sequenceIn(cursor)
    await findQueue(state, id)
    return readPage(itemsOfQueue(state, { queue: id, state: only, before }), limit ?? PAGE_ITEMS_DEFAULT)
  })

  endpoint(app, parts, 'pickForReview', async ({ path: { id }, body: { predictions } }) => {
    const { rows, makeId, clock } = parts
    const queue = await findQueue(state, id)
    const at = new Date(clock()).toISOString()
    const receipt = await pickByHand({ state, rows, queue, predictions, at, makeId })
    if (receipt.added > 0) tellOf(id, parts)
    return receipt
  })
}

/** Made while it is read, beside the bounds of answers that are held whole. */
export function reviewExportRoutes(app: Hono, parts: Pick<AppParts, 'state' | 'budget' | 'onDefect'>): void {
  endpoint(app, parts, 'exportReviews', async ({ path: { id }, query: { format = 'csv' } }, context) => {
    const { fields } = await findQueue(parts.state, id)
    const items = itemsOfQueue(parts.state, { queue: id })
    const lines = writeReviewLines(items, { format, fields: fields.map(({ name }) => name) })
    const file = { mediaType: REVIEW_MEDIA_TYPES[format], fileName: `reviews-${id}.${format}`, lines }
    return answerFile(context, file, parts)
  })
}

function changingRoutes(app: Hono, parts: QueueParts): void {
  const { state, rows, clock, makeId } = parts
  const changed = (queue: ReviewQueue): Promise<ReviewQueueWithProgress> => {
    parts.jobs.poke('queue')
    tellOf(queue.id, parts)
    return withProgress(parts, queue)
  }

  endpoint(app, parts, 'createReviewQueue', async ({ body, caller }) => {
    const by = changedBy(caller, clock)
    const { queue, filling } = await newReviewQueue(body, { id: makeId(), at: by.at, rows })
    const added = await state.addReviewQueue(queue, filling, by)
    if (added === 'too-many') throw new ProblemError('queue.too_many')
    if (added === 'name-taken') throw nameTaken(body.name)
    return changed(queue)
  })

  endpoint(app, parts, 'changeReviewQueue', async ({ path: { id }, body, caller }) => {
    const by = changedBy(caller, clock)
    const before = await findQueue(state, id)
    const { queue, filling } = await changedReviewQueue(before, body, { at: by.at, state, rows })
    const answer = await state.changeReviewQueue(queue, filling, by)
    if (answer === 'not-found') throw notFound(id)
    if (answer === 'name-taken') throw nameTaken(body.name)
    return changed(queue)
  })

  endpoint(app, parts, 'deleteReviewQueue', async ({ path: { id }, caller }) => {
    if (!(await state.deleteReviewQueue(id, changedBy(caller, clock)))) throw notFound(id)
    tellOf(id, parts)
    return null
  })
}

/** As long as a page may be, and one item however long that is. */
async function readPage(items: AsyncIterable<ItemOfQueue>, limit: number): Promise<ReviewItemPage> {
  const page: ReviewItemPage['items'] = []
  let characters = 0
  let last = 0
  for await (const { sequence, item, reviews } of items) {
    characters += JSON.stringify(reviews).length
    if (page.length === limit || (page.length > 0 && characters > PAGE_BYTES_MAX))
      return { items: page, nextCursor: String(last) }
    page.push({ ...item, reviews })
    last = sequence
  }
  return { items: page, nextCursor: null }
}

async function withProgress(
  { state, clock }: Pick<AppParts, 'state' | 'clock'>,
  queue: ReviewQueue,
): Promise<ReviewQueueWithProgress> {
  return { ...queue, progress: await progressOf(state, queue, clock()) }
}

export async function findQueue(state: AppParts['state'], id: string): Promise<ReviewQueue> {
  const queue = await state.reviewQueue(id)
  if (queue === null) throw notFound(id)
  return queue
}

export function tellOf(queue: string, { live }: Pick<AppParts, 'live'>): void {
  live.tell({ event: 'review', id: queue })
}

function notFound(id: string): ProblemError {
  return new ProblemError('queue.not_found', `No review queue has the id ${id}.`)
}

function nameTaken(name: string): ProblemError {
  return new ProblemError('queue.name_taken', `Another review queue is named ${JSON.stringify(name)}.`)
}
