// Saves what a reviewer decided and takes it back. What it says of the prediction is stored first: whoever dies in
// between leaves a word of which no review knows, and saving again, which is what a reviewer does who saw no answer,
// keeps that word or takes it back.

import { isDeepStrictEqual } from 'node:util'
import type {
  Feedback,
  FeedbackInput,
  Review,
  ReviewInput,
  ReviewItemFacts,
  ReviewQueue,
  SavedReview,
} from '@trimtab/contract'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { ReviewStore } from '../../store/state-reviews.ts'
import { progressOf } from '../queues/review-progress.ts'
import { checkAnswers } from './check-answers.ts'
import { checkCorrection } from './check-correction.ts'
import { decide, type Reviewed, wordsBefore } from './decide.ts'
import { refuseStranger } from './may-review.ts'
import type { SlowSchemas } from './slow-schemas.ts'

const MINUTE_MS = 60_000
/** Of so many that save one review under one name at once each comes to its end. */
const TRIES_MAX = 20

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
    | 'fillingProgress'
  >
  rows: Pick<RowsReading, 'prediction'>
  /** Resolves when it is on disk, and rejects where it is not. */
  submit: (feedback: FeedbackInput[]) => Promise<void>
  clock: Clock
  slowSchemas: SlowSchemas
}

/** Throws where the item is not there or gone, the reviewer may not, or what is said does not fit the queue. */
export async function saveReview(
  parts: SavingParts,
  { item, input }: { item: string; input: ReviewInput },
): Promise<SavedReview> {
  const asked = await readItem(parts, item)
  const { facts, queue } = asked
  refuseStranger(queue, input.reviewer)
  checkAnswers(queue.fields, input)
  checkCorrection(queue, input, parts.slowSchemas)
  return untilAlone(async () => {
    const before = await readBefore(parts, facts, input.reviewer)
    const { review: saved, reviewed, said } = before
    if (before.isGone) {
      await parts.state.dropReviewItem(item)
      throw new Refusal('review.gone', 'The prediction of this item is gone: nothing can be said of it any more.')
    }
    if (saved !== null && saysTheSame(saved, input) && isWhatHolds(saved, before))
      return answer(parts, { ...asked, review: saved })
    const { feedback, words } = decide(reviewed, { queue, review: input, said })
    if (feedback.length > 0) await parts.submit(feedback)
    const { revision, at } = reviewed
    const review = await parts.state.saveReview({ item, review: input, revision, feedback: words, at })
    if (review === 'changed') return review
    if (review === null) throw notFound(item)
    return answer(parts, { ...asked, review, said: [...words, ...idsOf(feedback)] })
  })
}

/** Whoever may no longer review may still take back what they said. */
export async function takeBackReview(
  parts: SavingParts,
  { item, reviewer }: { item: string; reviewer: string },
): Promise<SavedReview> {
  const asked = await readItem(parts, item)
  const { facts, queue } = asked
  return untilAlone(async () => {
    const { review, reviewed, said } = await readBefore(parts, facts, reviewer)
    const { feedback } = decide(reviewed, { queue, review: null, said })
    if (review === null && feedback.length === 0) return answer(parts, { ...asked, review: null })
    if (feedback.length > 0) await parts.submit(feedback)
    const { revision, at } = reviewed
    const until = new Date(parts.clock() + queue.leaseMinutes * MINUTE_MS).toISOString()
    const before = await parts.state.takeBackReview({ item, reviewer, revision, at, until })
    if (before === 'changed') return before
    return answer(parts, { ...asked, review: null, said: idsOf(feedback) })
  })
}

/**
 * Where somebody saved or took back the same review meanwhile, it is decided anew by what holds then: of two at once
 * the one that ends last has said its words last too.
 */
async function untilAlone(attempt: () => Promise<SavedReview | 'changed'>): Promise<SavedReview> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const saved = await attempt()
    if (saved !== 'changed') return saved
  }
  throw new Refusal('review.busy', 'This review is being changed all the time under this name; try again soon.')
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

interface Before {
  review: Review | null
  reviewed: Reviewed
  /** All that was said of the prediction, by anybody. */
  said: readonly Feedback[]
  isGone: boolean
}

/** The number of the review comes first: whatever changes after it was read is noticed when it is stored. */
async function readBefore(
  { state, rows, clock }: SavingParts,
  facts: ReviewItemFacts,
  reviewer: string,
): Promise<Before> {
  const revision = (await state.reviewRevision(facts.id, reviewer)) + 1
  const review = await state.review(facts.id, reviewer)
  const prediction = await rows.prediction(facts.prediction)
  const said = prediction?.feedback ?? []
  // However the clock was set, what is said later counts later.
  const earlier = said.filter(({ source }) => source === 'reviewer').map(({ at }) => Date.parse(at) + 1)
  const at = new Date(Math.max(clock(), ...earlier)).toISOString()
  return { review, reviewed: { item: facts, reviewer, revision, at }, said, isGone: prediction === null }
}

function idsOf(feedback: readonly FeedbackInput[]): string[] {
  return feedback.flatMap(({ id }) => (id === undefined ? [] : [id]))
}

/**
 * Whoever broke off after saying something else, or taking it back, has left words that are not those of the review.
 */
function isWhatHolds({ feedback }: Review, { reviewed, said }: Before): boolean {
  const holding = wordsBefore(reviewed, said).map(({ id }) => id)
  return isDeepStrictEqual(holding.toSorted(), feedback.toSorted())
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
