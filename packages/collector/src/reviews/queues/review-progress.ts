// How far a queue is: what is in it, and how far it was filled.

import { REVIEW_ITEMS_OPEN_MAX, type ReviewProgress, type ReviewQueue } from '@trimtab/contract'
import type { ReviewStore } from '../../store/state-reviews.ts'

export async function progressOf(
  state: Pick<ReviewStore, 'reviewProgress' | 'fillingProgress'>,
  { id }: Pick<ReviewQueue, 'id'>,
  nowMs: number,
): Promise<ReviewProgress> {
  const progress = await state.reviewProgress(id, new Date(nowMs).toISOString())
  const filling = await state.fillingProgress(id)
  return {
    ...progress,
    // A queue that was deleted meanwhile has nothing more to come.
    considered: filling?.considered ?? 0,
    phase: filling?.phase ?? 'following',
    isFull: progress.open >= REVIEW_ITEMS_OPEN_MAX,
  }
}
