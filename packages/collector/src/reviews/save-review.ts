// Saves what a reviewer decided and takes it back. What it says of the prediction is stored first: whoever dies in between
// leaves a word of which no review knows, and saving again, which is what a reviewer does who saw no answer, says the same
// word once more or takes it back.

import { isDeepStrictEqual } from 'node:util'
import type {
  FeedbackInput,
  Prediction,
  Review,
  ReviewInput,
  ReviewItemFacts,
  ReviewQueue,
  SavedReview,
} from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import type { ReviewStore } from '../store/state-reviews.ts'
import { checkAnswers } from './check-answers.ts'
import { checkCorrection } from './check-correction.ts'
import { decide, type Reviewed } from './decide.ts'
import { refuseStranger } from './may-review.ts'
import { isOfReview } from './own-words.ts'
import { progressOf } from './review-progress.ts'

const MINUTE_MS = 60_000

interface SavingParts {
  state: Pick<
    ReviewStore,
    | 'reviewItem'
    | 'reviewQueue'
    | 'review'
    | 'reviewRevision'
    | 'saveReview'
    | 'takeBackReview'
    | 'dropReviewItem'
    | 'reviewProgress'
    | 'filling'
  >
  rows: Pick<RowsReading, 'prediction'>
  /** Resolves when it is on disk, and rejects where it is not. */
  submit: (feedback: FeedbackInput[]) => Promise<void>
  clock: Clock
}

/** Throws where the item is not there or gone, the reviewer may not, or what is said does not fit the queue. */
export async function saveReview(
  parts: SavingParts,
  { item, input }: { item: string; input: ReviewInput },
): Promise<SavedReview> {
  const { state } = parts
  const { facts, queue } = await readItem(parts, item)
  refuseStranger(queue, input.reviewer)
  checkAnswers(queue.fields, input)
  checkCorrection(queue.correction, input)
  const prediction = await parts.rows.prediction(facts.prediction)
  if (prediction === null) {
    await state.dropReviewItem(item)
    throw new Refusal('review.gone', 'The prediction of this item is gone: nothing can be said of it any more.')
  }
  const before = await state.review(item, input.reviewer)
  if (before !== null && saysTheSame(before, input)) return answer(parts, { queue, facts, review: before })
  const reviewed = await reviewedNow(parts, { facts, reviewer: input.reviewer, prediction })
  const feedback = decide(reviewed, { queue, review: input, said: prediction.feedback })
  if (feedback.length > 0) await parts.submit(feedback)
  const { revision, at } = reviewed
  const became = idsOf(feedback.filter(({ kind }) => kind !== 'retraction'))
  const review = await state.saveReview({ item, review: input, revision, feedback: became, at })
  if (review === null) throw notFound(item)
  return answer(parts, { queue, facts, review, said: idsOf(feedback) })
}

/** Whoever may no longer review may still take back what they said. */
export async function takeBackReview(
  parts: SavingParts,
  { item, reviewer }: { item: string; reviewer: string },
): Promise<SavedReview> {
  const { facts, queue } = await readItem(parts, item)
  const prediction = await parts.rows.prediction(facts.prediction)
  const reviewed = await reviewedNow(parts, { facts, reviewer, prediction })
  const feedback = decide(reviewed, { queue, review: null, said: prediction?.feedback ?? [] })
  if (feedback.length > 0) await parts.submit(feedback)
  const { revision, at } = reviewed
  const until = new Date(parts.clock() + queue.leaseMinutes * MINUTE_MS).toISOString()
  await parts.state.takeBackReview({ item, reviewer, revision, at, until })
  return answer(parts, { queue, facts, review: null, said: idsOf(feedback) })
}

async function readItem({ state }: SavingParts, item: string): Promise<{ facts: ReviewItemFacts; queue: ReviewQueue }> {
  const facts = await state.reviewItem(item)
  const queue = facts === null ? null : await state.reviewQueue(facts.queue)
  if (facts === null || queue === null) throw notFound(item)
  return { facts, queue }
}

function notFound(item: string): Refusal {
  return new Refusal('review.not_found', `No review item has the id ${item}.`)
}

/** However the clock was set, what is said later counts later. */
async function reviewedNow(
  { state, clock }: SavingParts,
  { facts, reviewer, prediction }: { facts: ReviewItemFacts; reviewer: string; prediction: Prediction | null },
): Promise<Reviewed> {
  const before = (prediction?.feedback ?? []).filter((said) => isOfReview(said, { item: facts.id }))
  const atMs = Math.max(clock(), ...before.map(({ at }) => Date.parse(at) + 1))
  const revision = (await state.reviewRevision(facts.id, reviewer)) + 1
  return { item: facts, reviewer, revision, at: new Date(atMs).toISOString() }
}

function idsOf(feedback: readonly FeedbackInput[]): string[] {
  return feedback.flatMap(({ id }) => (id === undefined ? [] : [id]))
}

function saysTheSame(before: Review, { decision, correction, answers, note }: ReviewInput): boolean {
  const asSaid = [decision, correction ?? null, answers ?? {}, note ?? null]
  return isDeepStrictEqual([before.decision, before.correction, before.answers, before.note], asSaid)
}

async function answer(
  { state, rows, clock }: SavingParts,
  {
    queue,
    facts,
    review,
    said = [],
  }: { queue: ReviewQueue; facts: ReviewItemFacts; review: Review | null; said?: readonly string[] },
): Promise<SavedReview> {
  const prediction = said.length === 0 ? null : await rows.prediction(facts.prediction)
  const feedback = (prediction?.feedback ?? []).filter(({ id }) => said.includes(id))
  return { review, feedback, progress: await progressOf(state, queue, clock()) }
}
