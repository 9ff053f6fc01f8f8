// A queue as it is made and changed: what was not said is filled in, and its filling begins where nothing can fall
// between what is stored already and what comes.

import type { ReviewQueue, ReviewQueueInput } from '@trimtab/contract'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { Filling, ReviewStore } from '../../store/state-reviews.ts'
import { refuseSchema } from '../deciding/correction-schema.ts'
import { refuseFields } from './refuse-fields.ts'

const OVERLAP_SHARE = 0.1
const LEASE_MINUTES = 15

interface NewQueue {
  queue: ReviewQueue
  filling: Filling
}

/** The mark is taken before anything that is stored is looked at: what comes meanwhile is news. */
export async function newReviewQueue(
  input: ReviewQueueInput,
  { id, at, rows }: { id: string; at: string; rows: Pick<RowsReading, 'news'> },
): Promise<NewQueue> {
  const queue = { ...queueOf(input), id, task: input.task, createdAt: at, updatedAt: at }
  const { mark } = await rows.news({ task: queue.task, mark: null, limit: 1 })
  return { queue, filling: newFilling(queue, mark) }
}

/**
 * With a filling where other predictions are to be picked than before. It goes on from the mark of the one before;
 * without any rules there was none that moved.
 */
export async function changedReviewQueue(
  before: ReviewQueue,
  input: ReviewQueueInput,
  { at, state, rows }: { at: string; state: Pick<ReviewStore, 'filling'>; rows: Pick<RowsReading, 'news'> },
): Promise<{ queue: ReviewQueue; filling: Filling | null }> {
  const { id, task, createdAt } = before
  const queue = { ...queueOf(input), id, task, createdAt, updatedAt: at }
  const picks = ({ rules, since }: ReviewQueue) => JSON.stringify([rules, since])
  if (picks(before) === picks(queue)) return { queue, filling: null }
  const { mark: now } = await rows.news({ task, mark: null, limit: 1 })
  const stored = before.rules.length === 0 ? null : await state.filling(id)
  return { queue, filling: newFilling(queue, stored?.filling.mark ?? now) }
}

function queueOf(input: ReviewQueueInput): Omit<ReviewQueue, 'id' | 'task' | 'createdAt' | 'updatedAt'> {
  const correction = input.correction === undefined ? { form: 'text' as const } : input.correction
  if (correction?.schema !== undefined) refuseSchema(correction.schema)
  refuseFields(input.fields ?? [])
  return {
    name: input.name,
    rules: input.rules,
    perDay: input.perDay ?? null,
    since: input.since === undefined ? null : new Date(input.since).toISOString(),
    guidelines: input.guidelines ?? '',
    fields: input.fields ?? [],
    correction,
    reviewers: [...new Set(input.reviewers)],
    reviewersPerItem: input.reviewersPerItem ?? 1,
    overlapShare: input.overlapShare ?? OVERLAP_SHARE,
    leaseMinutes: input.leaseMinutes ?? LEASE_MINUTES,
    isPaused: input.isPaused ?? false,
  }
}

/** Shares that are given need no counts, and without a rule for what is new nobody has to know what is old. */
function newFilling({ rules, perDay, since }: ReviewQueue, mark: string): Filling {
  const isCounted = (perDay !== null && rules.length > 0) || rules.some(({ reason }) => reason === 'new_category')
  return {
    phase: isCounted ? 'counting' : since === null ? 'following' : 'looking_back',
    cursor: null,
    mark,
    considered: 0,
    seen: {},
    shares: rules.map(({ share }) => share ?? 0),
    sharesAt: null,
    categories: {},
  }
}
