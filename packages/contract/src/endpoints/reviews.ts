// Review queues, their items, and what people decide.

import * as z from 'zod'
import type { Endpoints } from '../endpoint.ts'
import type { ReviewQueueInput } from '../review-queue.ts'
import * as quality from '../schemas/quality.ts'
import * as query from '../schemas/query.ts'
import * as review from '../schemas/review.ts'

const queue: ReviewQueueInput = {
  name: 'Refunds',
  task: 'support.reply',
  rules: [{ reason: 'thumbs_down' }, { reason: 'low_confidence', below: 0.6 }, { reason: 'random' }],
  perDay: 40,
  guidelines: 'The answer follows the tool result, not memory.',
  fields: [
    {
      name: 'wrong',
      kind: 'label',
      question: 'What was wrong?',
      options: ['policy', 'facts', 'missing step', 'tone', 'language'],
      isMany: true,
    },
  ],
}

export const reviewsEndpoints: Endpoints<
  | 'listReviewQueues'
  | 'createReviewQueue'
  | 'readReviewQueue'
  | 'changeReviewQueue'
  | 'deleteReviewQueue'
  | 'listReviewItems'
  | 'pickForReview'
  | 'readReviewReport'
  | 'exportReviews'
  | 'nextReview'
  | 'saveReview'
  | 'takeBackReview'
> = {
  listReviewQueues: {
    noun: 'Reviews',
    summary: 'The review queues, and how far each is.',
    answer: review.reviewQueueListSchema,
  },
  createReviewQueue: {
    noun: 'Reviews',
    summary: 'Makes a queue: which predictions people look at, and what they are asked.',
    body: review.reviewQueueInputSchema,
    example: queue,
    answer: review.reviewQueueSchema,
    status: 201,
    problems: ['queue.name_taken', 'queue.too_many'],
  },
  readReviewQueue: {
    noun: 'Reviews',
    summary: 'One queue.',
    answer: review.reviewQueueSchema,
    problems: ['queue.not_found'],
  },
  changeReviewQueue: {
    noun: 'Reviews',
    summary: 'Changes a queue; what is in it stays, with the chance it was picked with.',
    body: review.reviewQueueInputSchema,
    example: { ...queue, isPaused: true },
    answer: review.reviewQueueSchema,
    problems: ['queue.not_found', 'queue.name_taken'],
  },
  deleteReviewQueue: {
    noun: 'Reviews',
    summary: 'Deletes a queue with its items and reviews. The feedback they became stays.',
    status: 204,
    problems: ['queue.not_found'],
  },
  listReviewItems: {
    noun: 'Reviews',
    summary: 'What is in a queue, the newest first, with what reviewers decided.',
    query: query.reviewItemsQuery,
    answer: review.reviewItemPageSchema,
    problems: ['queue.not_found', 'query.cursor'],
  },
  pickForReview: {
    noun: 'Reviews',
    summary: 'Puts predictions into a queue by hand. They count in no rate.',
    body: review.pickedPredictionsSchema,
    example: { predictions: ['5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174'] },
    answer: review.pickedReceiptSchema,
    problems: ['queue.not_found', 'queue.full'],
  },
  readReviewReport: {
    noun: 'Reviews',
    summary: 'What the reviews of a queue add up to: rates, agreement, reviewers, and judges set right by them.',
    answer: quality.reviewReportSchema,
    problems: ['queue.not_found', 'query.too_slow'],
  },
  exportReviews: {
    noun: 'Reviews',
    summary: 'All reviews of a queue as a file.',
    query: query.reviewExportQuery,
    answer: z.string(),
    mediaType: 'text/csv',
    problems: ['queue.not_found'],
  },
  nextReview: {
    noun: 'Reviews',
    summary: 'The next item for a reviewer, kept for them for a while.',
    query: query.nextReviewQuery,
    answer: review.nextReviewSchema,
    problems: ['queue.not_found', 'review.forbidden'],
  },
  saveReview: {
    noun: 'Reviews',
    summary: 'Saves what a reviewer decided, as feedback of source `reviewer`.',
    body: review.reviewInputSchema,
    example: { reviewer: 'Ann', decision: 'corrected', correction: 'Thirty days.', answers: { wrong: ['policy'] } },
    answer: review.savedReviewSchema,
    problems: ['review.not_found', 'review.forbidden', 'review.gone', 'store.unavailable'],
  },
  takeBackReview: {
    noun: 'Reviews',
    summary: 'Takes a review back, and the feedback it became; the item is kept for this reviewer again.',
    query: query.reviewerQuery,
    answer: review.savedReviewSchema,
    problems: ['review.not_found', 'store.unavailable'],
  },
}
