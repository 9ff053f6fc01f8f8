// Moves one queue on by a page: reads what comes next, looks at it, and stores what was picked and how far that is
// together. Only whoever moves it on from where it was read does so: a step that is repeated changes nothing. The queue
// and its filling are read together, so that what was looked at was looked at by the rules of that very filling.

import { REVIEW_ITEMS_OPEN_MAX, type ReviewQueue } from '@trimtab/contract'
import type { Clock } from '../../clock.ts'
import type { FillingOfQueue, ReviewStore } from '../../store/state-reviews.ts'
import { rememberCounted } from './counted.ts'
import { openLook } from './look-at-predictions.ts'
import { type Page, readPage, type RowsOfQueues } from './pages-of-queue.ts'
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
  id: string
  /** As it was last read or stored; null: it is to be read. */
  stored: FillingOfQueue | null
  markKeptMs: number
  outcomes: { rules: string; deviations: number[]; readMs: number } | null
}

/** Whether it was moved. */
export type MoveQueue = (one: KnownQueue, limit: number) => Promise<boolean>

export function createMoveQueue(parts: MovingParts): MoveQueue {
  const { state, rows, clock, makeId } = parts
  const counted = rememberCounted()
  return async (one, limit) => {
    one.stored ??= await state.filling(one.id)
    if (one.stored === null) return false
    const { queue, filling } = one.stored
    if (queue.isPaused || queue.rules.length === 0) return false
    // It goes on from the same place when there is room again.
    if (filling.phase !== 'counting' && (await state.openReviewItems(queue.id)) >= REVIEW_ITEMS_OPEN_MAX) return false
    const page = await readPage({ rows, queue, filling, limit })
    const isOfOthers = page.looked.length === 0 && page.passed === 0
    if (isOfOthers && filling.phase === 'following') return passOver(parts, one, page)
    const deviations = await readDeviations(parts, one, queue)
    const look = openLook({ queue, filling, rows, deviations, counted, makeId, nowMs: clock() })
    for (const { prediction, isFirst } of page.looked) await look.at(prediction, isFirst)
    const looked = look.end()
    return keep(parts, one, { filling: page.move(looked.filling), items: looked.items })
  }
}

/** Nothing of this task came: how far that is need not be stored at once. */
async function passOver(parts: MovingParts, one: KnownQueue, page: Page): Promise<boolean> {
  if (one.stored === null) return false
  const { filling } = one.stored
  const moved = page.move(filling)
  if (moved.mark === filling.mark) return false
  const sinceMs = parts.clock() - one.markKeptMs
  if (sinceMs < 0 || sinceMs >= MARK_MS) await keep(parts, one, { filling: moved, items: [] })
  else one.stored = { ...one.stored, filling: moved }
  return !page.isAll
}

async function keep(
  { state, clock, onQueue }: MovingParts,
  one: KnownQueue,
  { filling, items }: Pick<Parameters<ReviewStore['moveFilling']>[0], 'filling' | 'items'>,
): Promise<boolean> {
  if (one.stored === null) return false
  const [{ step, filling: before }, queue] = [one.stored, one.id]
  const nowMs = clock()
  const isMoved = await state.moveFilling({ queue, step, filling, items, at: new Date(nowMs).toISOString() })
  // Where somebody else moved it, or it is gone, it is read anew.
  one.stored = isMoved ? { ...one.stored, filling, step: step + 1 } : null
  one.markKeptMs = nowMs
  if (isMoved && (items.length > 0 || filling.phase !== before.phase)) onQueue(queue)
  return isMoved
}

async function readDeviations(
  { state, clock }: MovingParts,
  one: KnownQueue,
  { id, rules, perDay }: ReviewQueue,
): Promise<number[]> {
  if (perDay === null) return []
  const before = one.outcomes
  const sinceMs = before === null ? OUTCOMES_MS : clock() - before.readMs
  const ofRules = JSON.stringify(rules)
  if (before?.rules === ofRules && sinceMs >= 0 && sinceMs < OUTCOMES_MS) return before.deviations
  const deviations = deviationsOf(rules, await state.reviews(id, OUTCOMES_MAX))
  one.outcomes = { rules: ofRules, deviations, readMs: clock() }
  return deviations
}
