// Puts predictions into a queue that somebody picked. They stand for nothing but themselves, and come first.

import { REVIEW_ITEMS_OPEN_MAX, type PickedReceipt, type ReviewQueue } from '@trimtab/contract'
import { Refusal } from '../../refusal.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { NewReviewItem, ReviewStore } from '../../store/state-reviews.ts'
import { chancesOf, reviewersWanted } from '../filling/chance.ts'

interface Picked {
  state: Pick<ReviewStore, 'pickForReview'>
  rows: Pick<RowsReading, 'prediction'>
  queue: ReviewQueue
  predictions: readonly string[]
  at: string
  makeId: () => string
}

/** Throws where they have no room. */
export async function pickByHand({ state, rows, queue, predictions, at, makeId }: Picked): Promise<PickedReceipt> {
  const items: NewReviewItem[] = []
  const unknown: string[] = []
  for (const id of new Set(predictions)) {
    const prediction = await rows.prediction(id)
    if (prediction?.task !== queue.task) unknown.push(id)
    else {
      const wanted = reviewersWanted(queue, chancesOf(queue.id, id).overlap)
      const [reason, detail, probability] = ['picked' as const, null, null]
      items.push({ id: makeId(), prediction: id, reason, detail, probability, position: 0, reviewersWanted: wanted })
    }
  }
  const receipt = items.length === 0 ? { added: 0, known: 0 } : await state.pickForReview(queue.id, items, at)
  if (receipt === null)
    throw new Refusal(
      'queue.full',
      `The queue ${queue.name} has no room for ${items.length} more: ${REVIEW_ITEMS_OPEN_MAX} items may wait in it.`,
    )
  return { ...receipt, unknown }
}
