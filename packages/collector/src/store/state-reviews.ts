// The reviews in the state half: queues, what is in them, who has which item, and what reviewers decided.

import type {
  Review,
  ReviewInput,
  ReviewItemFacts,
  ReviewProgress,
  ReviewQueue,
  ReviewReason,
  ReviewState,
  FillingPhase,
} from '@trimtab/contract'
import type { ChangedBy } from './changed-by.ts'

/** Of one queue; a report and an export read no more, the newest. */
export const REVIEWS_READ_MAX = 100_000

/** No lease is longer: one that ends later than so long from now was given by a clock that was set right since. */
export const LEASE_MS_MAX = 86_400_000

/** How far the filling of a queue is. */
export interface Filling {
  phase: FillingPhase
  /** Of what is stored already: where the pages that are looked through go on; null before the first. */
  cursor: string | null
  /** Of what comes: the mark of `news` up to which it was looked at. */
  mark: string
  considered: number
  /**
   * Predictions that each rule fitted, by its place among the rules: of the hours of the last days, by the start of the
   * hour.
   */
  seen: { [hour: string]: number[] }
  /** The share of each rule that is picked now. */
  shares: number[]
  /** When the shares were worked out; null before the first time. */
  sharesAt: string | null
  /** Categories that were seen, by feature (`label` for what was answered). */
  categories: { [feature: string]: string[] }
}

export interface FillingOfQueue {
  queue: ReviewQueue
  filling: Filling
  step: number
}

export interface NewReviewItem {
  id: string
  prediction: string
  reason: ReviewReason
  detail: string | null
  /** Null where somebody picked it. */
  probability: number | null
  /**
   * Items are served by it, the lowest first: where chance put the prediction, as a part of the share it was picked
   * with.
   */
  position: number
  reviewersWanted: number
}

export interface StoredReview extends Review {
  item: ReviewItemFacts
}

export interface ReviewStore {
  /** By name. */
  reviewQueues(): Promise<ReviewQueue[]>
  reviewQueue(id: string): Promise<ReviewQueue | null>
  /** A name stands for one queue, whatever the case and the width of its letters. */
  addReviewQueue(queue: ReviewQueue, filling: Filling, by: ChangedBy): Promise<'added' | 'name-taken' | 'too-many'>
  /** With a filling where its rules are others than before, which starts it anew; what is in it stays. */
  changeReviewQueue(
    queue: ReviewQueue,
    filling: Filling | null,
    by: ChangedBy,
  ): Promise<'changed' | 'not-found' | 'name-taken'>
  /**
   * With all its items and reviews; false where there is none. From then on nobody finds anything of it, and
   * `tidyReviews` removes what was in it, step by step, for that may be much.
   */
  deleteReviewQueue(id: string, by: ChangedBy): Promise<boolean>
  /**
   * Removes some of what is left of queues that are gone; whether there may be more. Costs next to nothing where
   * nothing is.
   */
  tidyReviews(): Promise<boolean>

  /**
   * Null where there is no such queue, which comes as it is at the same moment. `step` counts how often the filling
   * moved.
   */
  filling(queue: string): Promise<FillingOfQueue | null>
  /** What a filling says of itself, however much it holds. */
  fillingProgress(queue: string): Promise<Pick<ReviewProgress, 'considered' | 'phase'> | null>
  /**
   * Stores items and how far the filling is, both or neither. False, and nothing is stored, where it moved since, by
   * whomever. An item of a prediction that is in the queue already keeps its id, reviews and state and takes
   * the higher probability, with reason, detail and position.
   */
  moveFilling(move: {
    queue: string
    step: number
    filling: Filling
    items: NewReviewItem[]
    at: string
  }): Promise<boolean>
  /** How many are open, so that a filling knows whether there is room. */
  openReviewItems(queue: string): Promise<number>
  /**
   * Adds those that are not there yet, which were picked by hand. Null, and none is added, where they have no room, or
   * there is no such queue.
   */
  pickForReview(queue: string, items: NewReviewItem[], at: string): Promise<{ added: number; known: number } | null>

  /** An item is leased where somebody has it in hand now. */
  reviewProgress(queue: string, now: string): Promise<Omit<ReviewProgress, 'considered' | 'phase' | 'isFull'>>

  reviewItem(id: string): Promise<ReviewItemFacts | null>
  /**
   * What this reviewer has in hand, or else the open item of the lowest position that wants more than have it in hand
   * and that this reviewer has not reviewed or skipped; kept for them until then. Of any number of reviewers that ask
   * at once each gets an item that still wants somebody. Null where there is none.
   */
  leaseReviewItem(lease: {
    queue: string
    reviewer: string
    now: string
    until: string
  }): Promise<ReviewItemFacts | null>
  /** The prediction is gone: where it is open it is asked for no more. */
  dropReviewItem(id: string): Promise<void>

  /** What this reviewer saved of it; null where nothing is, or it was taken back. */
  review(item: string, reviewer: string): Promise<Review | null>
  /** How often it was saved or taken back. */
  reviewRevision(item: string, reviewer: string): Promise<number>
  /**
   * Takes the place of what this reviewer saved before and ends their lease. An item that is not dropped is done
   * exactly when as many as are wanted have reviewed it, and then nobody has it in hand; one that skips it is none of
   * them. A review of a done or dropped item counts too: nothing is lost. Null where there is no such item; 'changed',
   * and nothing is stored, where the revision is not the one after what is stored: somebody saved it or took it back
   * since.
   */
  saveReview(review: {
    item: string
    review: ReviewInput
    revision: number
    feedback: string[]
    at: string
  }): Promise<Review | 'changed' | null>
  /**
   * The review as it was, null where there is none; it is changed once more in either case. The item is open again
   * where it wants somebody, and leased to this reviewer until then. 'changed' as above.
   */
  takeBackReview(back: {
    item: string
    reviewer: string
    revision: number
    at: string
    until: string
  }): Promise<Review | 'changed' | null>

  /** The newest first; those before a sequence where one is given. */
  reviewItems(query: {
    queue: string
    state?: ReviewState | undefined
    before?: number | undefined
    limit: number
  }): Promise<{ sequence: number; item: ReviewItemFacts; reviews: Review[] }[]>
  /** All reviews of a queue, skipped ones too, up to a bound: those of the newest items, of each the oldest first. */
  reviews(queue: string, limit: number): Promise<StoredReview[]>
  /** Of all items with a probability, by reason: how many, and what the inverses of their probabilities add up to. */
  reviewStrata(queue: string): Promise<{ reason: ReviewReason; picked: number; population: number }[]>

  /**
   * Of a reviewer who is to be forgotten: reviews keep their decision, answers that are no words and time under a name
   * that says nothing, so that counts and rates stay what they are; notes, corrections and words are gone, as the
   * feedback is that they became. Of queues, the name goes from the list of reviewers; a list that would be empty, and
   * so let everybody in, has the new name instead. How many of each.
   */
  forgetReviewer(reviewer: string, by: ChangedBy): Promise<{ reviews: number; queues: number }>
  /**
   * These predictions, or their content, go because they are old. What was decided of them stays, and nothing of it in
   * words: whoever is forgotten later could not be found in it any more.
   */
  forgetReviewWords(predictions: string[]): Promise<void>
}
