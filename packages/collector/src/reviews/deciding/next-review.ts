// The next item for a reviewer, kept for them for a while.

import type { NextReview, ReviewItem, ReviewQueue } from '@trimtab/contract'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { ReviewStore } from '../../store/state-reviews.ts'
import { progressOf } from '../queues/review-progress.ts'
import { refuseStranger } from './may-review.ts'

/** Items of which the prediction is gone, that are passed over at once. Whoever asks again goes on from there. */
const GONE_MAX = 100
const MINUTE_MS = 60_000

interface Asked {
  state: Pick<ReviewStore, 'leaseReviewItem' | 'dropReviewItem' | 'review' | 'reviewProgress' | 'fillingProgress'>
  rows: Pick<RowsReading, 'prediction'>
  queue: ReviewQueue
  reviewer: string
  nowMs: number
}

/** Throws where this reviewer may not. */
export async function nextReview(asked: Asked): Promise<NextReview> {
  refuseStranger(asked.queue, asked.reviewer)
  const item = await nextItem(asked)
  return { item, progress: await progressOf(asked.state, asked.queue, asked.nowMs) }
}

async function nextItem({ state, rows, queue, reviewer, nowMs }: Asked): Promise<ReviewItem | null> {
  const now = new Date(nowMs).toISOString()
  const until = new Date(nowMs + queue.leaseMinutes * MINUTE_MS).toISOString()
  for (let gone = 0; gone < GONE_MAX; gone += 1) {
    const facts = await state.leaseReviewItem({ queue: queue.id, reviewer, now, until })
    if (facts === null) return null
    const prediction = await rows.prediction(facts.prediction)
    if (prediction !== null)
      return { ...facts, prediction, leasedUntil: until, review: await state.review(facts.id, reviewer) }
    await state.dropReviewItem(facts.id)
  }
  return null
}
