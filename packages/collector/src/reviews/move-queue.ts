// Moves one queue on by a page: reads what comes next, looks at it, and stores what was picked and how far that is
// together. Only whoever moves it on from where it was read does so: a step that is repeated changes nothing.

import { REVIEW_ITEMS_OPEN_MAX, type ReviewQueue } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import type { Filling, ReviewStore } from '../store/state-reviews.ts'
import { rememberCounted } from './counted.ts'
import { openLook } from './look.ts'
import { type Page, readPage, type RowsOfQueues } from './pages.ts'
import { deviationsOf } from './shares.ts'

/** How reviews came out is looked at that often. */
const OUTCOMES_MS = 3_600_000
/** Of one queue, the newest. */
const OUTCOMES_MAX = 2_000
/** A mark that moved past what is of other tasks alone is stored that often. */
const MARK_MS = 60_000

export interface MovingParts {
  state: Pick<ReviewStore, 'filling' | 'moveFilling' | 'openReviewItems' | 'reviews'>
  rows: RowsOfQueues
  clock: Clock
  makeId: () => string
  /** Told of each queue that got something, or went on to its next phase. */
  onQueue: (queue: string) => void
}

/** What is known of a queue between its steps. */
export interface KnownQueue {
  queue: ReviewQueue
  /** As it was last read or stored; null: it is to be read. */
  stored: { filling: Filling; step: number } | null
  markKeptMs: number
  outcomes: { deviations: number[]; readMs: number } | null
}

/** Whether it was moved. */
export type MoveQueue = (one: KnownQueue, limit: number) => Promise<boolean>

export function createMoveQueue(parts: MovingParts): MoveQueue {
  const { state, rows, clock, makeId } = parts
  const counted = rememberCounted()
  return async (one, limit) => {
    const { queue } = one
    if (queue.isPaused || queue.rules.length === 0) return false
    one.stored ??= await state.filling(queue.id)
    if (one.stored === null) return false
    const { filling } = one.stored
    // It goes on from the same place when there is room again.
    if (filling.phase !== 'counting' && (await state.openReviewItems(queue.id)) >= REVIEW_ITEMS_OPEN_MAX) return false
    const page = await readPage({ rows, queue, filling, limit })
    if (page.looked.length === 0 && filling.phase === 'following') return passOver(parts, one, page)
    const deviations = await readDeviations(parts, one)
    const look = openLook({ queue, filling, rows, deviations, counted, makeId, nowMs: clock() })
    for (const { prediction, isFirst } of page.looked) await look.at(prediction, isFirst)
    const looked = look.end()
    return keep(parts, one, { filling: page.move(looked.filling), items: looked.items })
  }
}

/** Nothing of this task came: how far that is need not be stored at once. */
async function passOver(parts: MovingParts, one: KnownQueue, page: Page): Promise<boolean> {
  if (one.stored === null) return false
  const { filling, step } = one.stored
  const moved = page.move(filling)
  if (moved.mark === filling.mark) return false
  const sinceMs = parts.clock() - one.markKeptMs
  if (sinceMs < 0 || sinceMs >= MARK_MS) await keep(parts, one, { filling: moved, items: [] })
  else one.stored = { filling: moved, step }
  return !page.isAll
}

async function keep(
  { state, clock, onQueue }: MovingParts,
  one: KnownQueue,
  { filling, items }: Pick<Parameters<ReviewStore['moveFilling']>[0], 'filling' | 'items'>,
): Promise<boolean> {
  if (one.stored === null) return false
  const [{ step, filling: before }, queue] = [one.stored, one.queue.id]
  const nowMs = clock()
  const isMoved = await state.moveFilling({ queue, step, filling, items, at: new Date(nowMs).toISOString() })
  // Where somebody else moved it, or it is gone, it is read anew.
  one.stored = isMoved ? { filling, step: step + 1 } : null
  one.markKeptMs = nowMs
  if (isMoved && (items.length > 0 || filling.phase !== before.phase)) onQueue(queue)
  return isMoved
}

async function readDeviations({ state, clock }: MovingParts, one: KnownQueue): Promise<number[]> {
  const { id, rules, perDay } = one.queue
  if (perDay === null) return []
  const sinceMs = one.outcomes === null ? OUTCOMES_MS : clock() - one.outcomes.readMs
  if (one.outcomes === null || sinceMs < 0 || sinceMs >= OUTCOMES_MS)
    one.outcomes = { deviations: deviationsOf(rules, await state.reviews(id, OUTCOMES_MAX)), readMs: clock() }
  return one.outcomes.deviations
}
