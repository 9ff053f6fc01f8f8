// Rows of review items as they are read. What is left of a queue that is gone is no item: nobody is shown it, and it
// waits to be removed.

import { REVIEW_STATES, type ReviewItemFacts, type ReviewReason, type ReviewState } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { fromText, fromTextOrNull } from '../stored-text.ts'

export interface ItemRow {
  sequence: number
  id: string
  queue: string
  prediction: string
  reason: ReviewReason
  detail: string | null
  probability: number | null
  wanted: number
  done: number
  state: ReviewState
  addedAt: string
}

export const ITEM_COLUMNS =
  'sequence, id, queue, prediction, reason, detail, probability, wanted, done, state, added_at AS addedAt'

/** Of what is left of a queue that is gone it is not said. */
export const IS_OF_QUEUE = 'EXISTS (SELECT 1 FROM review_queue WHERE review_queue.id = review_item.queue)'

export function factsOf(row: ItemRow): ReviewItemFacts {
  return {
    id: row.id,
    queue: row.queue,
    prediction: fromText(row.prediction),
    reason: row.reason,
    detail: fromTextOrNull(row.detail),
    inclusionProbability: row.probability,
    state: row.state,
    reviewersWanted: row.wanted,
    reviewersDone: row.done,
    addedAt: row.addedAt,
  }
}

export function prepareFindItem(client: Database.Database): (id: string) => ItemRow | null {
  const select = client.prepare<[string], ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM review_item WHERE id = ? AND ${IS_OF_QUEUE}`,
  )
  return (id) => select.get(id) ?? null
}

interface PageOfItems {
  queue: string
  state?: ReviewState | undefined
  before?: number | undefined
  limit: number
}

/** The newest first. What has any state is put together of the newest of each, which an index has in order. */
export function prepareReadItems(client: Database.Database): (page: PageOfItems) => ItemRow[] {
  type Bounds = { queue: string; before: number; limit: number }
  const ofState = (state: ReviewState): string =>
    `SELECT ${ITEM_COLUMNS} FROM review_item WHERE queue = @queue AND state = '${state}' AND sequence < @before AND ${IS_OF_QUEUE}
     ORDER BY sequence DESC LIMIT @limit`
  const ofStates = (states: readonly ReviewState[]): string =>
    `${states.map((state) => `SELECT * FROM (${ofState(state)})`).join(' UNION ALL ')} ORDER BY sequence DESC LIMIT @limit`
  const all = client.prepare<Bounds, ItemRow>(ofStates(REVIEW_STATES))
  const byState = new Map(REVIEW_STATES.map((state) => [state, client.prepare<Bounds, ItemRow>(ofState(state))]))
  return ({ queue, state, before = Number.MAX_SAFE_INTEGER, limit }) =>
    ((state === undefined ? undefined : byState.get(state)) ?? all).all({ queue, before, limit })
}
