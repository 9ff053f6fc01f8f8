// What is in a queue with what was decided, the newest first. A few at a time, since corrections may be long: whoever
// reads on holds no more than that.

import type { Review, ReviewItemFacts, ReviewState } from '@trimtab/contract'
import type { State } from '../../store/state.ts'

const READ_AT_ONCE = 20

export interface ItemOfQueue {
  sequence: number
  item: ReviewItemFacts
  reviews: Review[]
}

interface ItemsQuery {
  queue: string
  state?: ReviewState | undefined
  /** Only those before this sequence. */
  before?: number | undefined
}

export async function* itemsOfQueue(
  state: Pick<State, 'reviewItems'>,
  { before, ...query }: ItemsQuery,
): AsyncGenerator<ItemOfQueue> {
  let next = before
  for (;;) {
    const some = await state.reviewItems({ ...query, before: next, limit: READ_AT_ONCE })
    yield* some
    next = some.at(-1)?.sequence
    if (some.length < READ_AT_ONCE) return
  }
}
