// What reviewers decided, on SQLite: the newest word of each on each item.

import type { ReviewDecision } from '@trimtab/contract'
import type { ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'
import { prepareFindItem } from './item-rows.ts'
import { prepareLeaseFor } from './leases.ts'
import { prepareMoveItem } from './move-item.ts'
import { prepareFindReview, prepareWriteReview } from './review-rows.ts'

type ReviewHalf = Pick<ReviewStore, 'review' | 'reviewRevision' | 'saveReview' | 'takeBackReview'>
type Saving = Parameters<ReviewStore['saveReview']>[0]
type TakingBack = Parameters<ReviewStore['takeBackReview']>[0]
type Saved = Awaited<ReturnType<ReviewStore['saveReview']>>

export function reviewTable(db: Connection): ReviewHalf {
  const client = db.$client
  const findItem = prepareFindItem(client)
  const findReview = prepareFindReview(client)
  const write = prepareWriteReview(client)
  const moveItem = prepareMoveItem(client)
  const lease = prepareLeaseFor(client)

  const save = client.transaction(({ item: id, review: said, revision, feedback, at }: Saving): Saved => {
    const item = findItem(id)
    if (item === null) return null
    const before = findReview(id, said.reviewer)
    if (!isNext(revision, before)) return 'changed'
    const review = {
      reviewer: said.reviewer,
      decision: said.decision,
      correction: said.correction ?? null,
      answers: said.answers ?? {},
      note: said.note ?? null,
      tookMs: said.tookMs ?? null,
      at,
      revision,
      feedback,
    }
    write({ ...review, item: item.sequence })
    lease.end(item.sequence, said.reviewer)
    moveItem(item, movedBy(before?.review?.decision ?? null, said.decision))
    return { id, ...review }
  })

  const takeBack = client.transaction(({ item: id, reviewer, revision, at, until }: TakingBack): Saved => {
    const [item, before] = [findItem(id), findReview(id, reviewer)]
    if (item === null) return null
    if (!isNext(revision, before)) return 'changed'
    // Also where there is none: what somebody is just saving does not know that its words were taken back.
    write({ ...NOTHING, item: item.sequence, reviewer, at, revision })
    if (before === null || before.review === null) return null
    const { state } = moveItem(item, movedBy(before.review.decision, null))
    if (state === 'open') {
      lease.endOthers(item.sequence, reviewer)
      lease.begin(item.sequence, reviewer, until)
    }
    return before.review
  })

  return {
    review: async (item, reviewer) => findReview(item, reviewer)?.review ?? null,
    reviewRevision: async (item, reviewer) => findReview(item, reviewer)?.revision ?? 0,
    saveReview: async (saving) => save.immediate(saving),
    takeBackReview: async (takingBack) => takeBack.immediate(takingBack),
  }
}

function isNext(revision: number, before: { revision: number } | null): boolean {
  return revision === (before?.revision ?? 0) + 1
}

/** What is left of a review that was taken back. */
const NOTHING = { decision: null, correction: null, answers: {}, note: null, tookMs: null, feedback: [] }

function movedBy(before: ReviewDecision | null, after: ReviewDecision | null): { done: number; skipped: number } {
  const done = Number(isReviewed(after)) - Number(isReviewed(before))
  return { done, skipped: Number(after === 'skipped') - Number(before === 'skipped') }
}

/** Whoever skips an item leaves it to others. */
function isReviewed(decision: ReviewDecision | null): boolean {
  return decision !== null && decision !== 'skipped'
}
