// The table of the HTTP interface: for each operation what may be asked, what is answered and why it may be refused. The
// collector serves by it, and `GET /api/openapi.json` is written from it.

import * as z from 'zod'
import type { Endpoint } from './endpoint.ts'
import type { OperationName } from './operations.ts'
import type { PriceOverride } from './prices.ts'
import type { ReviewQueueInput } from './review-queue.ts'
import { feedbackInputSchema, feedbackListSchema } from './schemas.ts'
import * as conversation from './schemas/conversation.ts'
import * as feedback from './schemas/feedback.ts'
import * as figures from './schemas/figures.ts'
import * as prediction from './schemas/prediction.ts'
import * as prices from './schemas/prices.ts'
import * as quality from './schemas/quality.ts'
import * as query from './schemas/query.ts'
import * as retention from './schemas/retention.ts'
import * as review from './schemas/review.ts'
import * as settings from './schemas/settings.ts'
import * as upkeep from './schemas/upkeep.ts'

export { type Endpoint } from './endpoint.ts'
export { SCHEMAS } from './schemas/named.ts'

const events = z.string()

const ownPrice: PriceOverride = {
  provider: null,
  model: 'our-llama*',
  inputUsdPerMillion: 0.2,
  outputUsdPerMillion: 0.6,
  cachedInputUsdPerMillion: null,
}

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

export const ENDPOINTS: { [name in OperationName]: Endpoint<name> } = {
  sendFeedback: {
    noun: 'Feedback',
    summary: 'Says something of predictions, now or later: one feedback or several. Answered once it is on disk.',
    body: z.union([feedbackInputSchema, feedbackListSchema]),
    example: { key: 'loan-77', kind: 'label', value: 'defaulted', source: 'ground_truth' },
    answer: feedback.feedbackReceiptSchema,
    status: 202,
    problems: [
      'feedback_token.invalid',
      'feedback_token.expired',
      'feedback_token.forbidden',
      'feedback_token.used',
      'feedback.too_much',
      'store.unavailable',
    ],
  },
  listWaitingFeedback: {
    noun: 'Feedback',
    summary: 'Feedback whose prediction has not arrived, the newest first.',
    query: query.pageQuery,
    answer: feedback.waitingFeedbackPageSchema,
    problems: ['query.cursor'],
  },
  createFeedbackToken: {
    noun: 'Feedback',
    summary: 'Signs a token with which a page may speak of one prediction.',
    body: feedback.feedbackTokenInputSchema,
    example: { prediction: '5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174', kinds: ['thumbs'], once: true },
    answer: feedback.mintedFeedbackTokenSchema,
    status: 201,
    problems: ['feedback_token.unsigned'],
  },
  importTruth: {
    noun: 'Feedback',
    summary: 'Late ground truth as a table: `text/csv` with a header, or `application/x-ndjson`; read as it comes.',
    query: query.truthQuery,
    sent: ['text/csv', 'application/x-ndjson'],
    answer: feedback.truthReportSchema,
    problems: ['store.unavailable'],
  },
  signIn: {
    noun: 'Signing in',
    summary: 'Signs the page in with a key, for 12 hours.',
    body: settings.signInSchema,
    example: { key: 'tt_0123456789_…' },
    answer: settings.sessionSchema,
  },
  readSession: {
    noun: 'Signing in',
    summary: 'What the key that is shown, or the page that signed in, may do.',
    answer: settings.shownSessionSchema,
  },
  signOut: { noun: 'Signing in', summary: 'Signs the page out.', status: 204 },

  readOverview: {
    noun: 'Figures',
    summary: 'What is being monitored, and how much is known of it.',
    answer: figures.overviewSchema,
    problems: ['query.too_slow'],
  },
  listTasks: {
    noun: 'Figures',
    summary: 'The tasks, those of the latest predictions first.',
    answer: figures.taskListSchema,
    problems: ['query.too_slow'],
  },
  readSeries: {
    noun: 'Figures',
    summary: 'Figures by the hour or the day, taken apart by model, prompt version and more.',
    query: query.seriesQuery,
    answer: figures.seriesSchema,
    problems: ['query.too_slow'],
  },
  readQuality: {
    noun: 'Figures',
    summary: 'How good users, reviewers and judges find a task, each with its interval and how many of all answered.',
    query: query.qualityQuery,
    answer: quality.qualitySchema,
    problems: ['query.too_slow'],
  },
  readFacets: {
    noun: 'Figures',
    summary: 'What there is to filter by, the most frequent first.',
    query: query.facetsQuery,
    answer: figures.facetsSchema,
    problems: ['query.too_slow'],
  },

  listPredictions: {
    noun: 'Predictions',
    summary: 'Predictions, newest first: searched, filtered and paged.',
    query: query.predictionsQuery,
    answer: prediction.predictionPageSchema,
    problems: ['query.search', 'query.cursor', 'query.too_slow'],
  },
  readPrediction: {
    noun: 'Predictions',
    summary: 'One prediction with everything said of it and the steps around it.',
    answer: prediction.predictionWithTraceSchema,
    problems: ['prediction.not_found', 'query.too_slow'],
  },
  readTrace: {
    noun: 'Predictions',
    summary: 'Everything known of a trace.',
    answer: prediction.traceSchema,
    problems: ['trace.not_found', 'query.too_slow'],
  },

  listSessions: {
    noun: 'Sessions and people',
    summary: 'Sessions, those that began last first.',
    query: query.sessionsQuery,
    answer: conversation.sessionPageSchema,
    problems: ['query.cursor', 'query.too_slow'],
  },
  readSessionSummary: {
    noun: 'Sessions and people',
    summary: 'What the predictions of one session amount to.',
    answer: conversation.sessionSummarySchema,
    problems: ['session.not_found', 'query.too_slow'],
  },
  listPeople: {
    noun: 'Sessions and people',
    summary: 'People, those who came last first.',
    query: query.pageQuery,
    answer: conversation.personPageSchema,
    problems: ['query.cursor', 'query.too_slow'],
  },
  forgetPerson: {
    noun: 'Sessions and people',
    summary:
      'Forgets a person, with a report of what is gone and of what had already left; where it takes long, the job.',
    answer: conversation.forgetReportSchema,
    later: upkeep.forgetUnderWaySchema,
    problems: ['person.not_found', 'job.too_many'],
  },

  listViews: {
    noun: 'Views',
    summary: 'Choices of filters under a name.',
    query: query.viewsQuery,
    answer: settings.savedViewListSchema,
  },
  createView: {
    noun: 'Views',
    summary: 'Saves a view.',
    body: settings.savedViewInputSchema,
    example: { name: 'Thumbs down', screen: 'predictions', query: 'feedback=down' },
    answer: settings.savedViewSchema,
    status: 201,
    problems: ['view.name_taken', 'view.too_many'],
  },
  changeView: {
    noun: 'Views',
    summary: 'Changes a view.',
    body: settings.savedViewInputSchema,
    example: { name: 'Thumbs down', screen: 'predictions', query: 'feedback=down' },
    answer: settings.savedViewSchema,
    problems: ['view.not_found', 'view.name_taken'],
  },
  deleteView: { noun: 'Views', summary: 'Deletes a view.', status: 204, problems: ['view.not_found'] },

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

  listKeys: {
    noun: 'Keys',
    summary: 'The keys, revoked ones too, in the order they were made.',
    answer: settings.apiKeyListSchema,
  },
  createKey: {
    noun: 'Keys',
    summary: 'Makes a key. Its text is in this answer and nowhere else.',
    body: settings.apiKeyInputSchema,
    example: { name: 'support bot', scopes: ['ingest', 'feedback'] },
    answer: settings.createdApiKeySchema,
    status: 201,
    problems: ['key.too_many'],
  },
  revokeKey: {
    noun: 'Keys',
    summary: 'Ends a key for good.',
    answer: settings.apiKeySchema,
    problems: ['key.not_found', 'key.in_use'],
  },

  readRetention: {
    noun: 'Settings',
    summary: 'How long what is kept.',
    answer: retention.retentionSchema,
  },
  saveRetention: {
    noun: 'Settings',
    summary: 'Says how long what is kept.',
    body: retention.retentionSchema,
    example: { rules: [{ task: null, days: 365, contentDays: 90, predictionsMax: null }], bytesMax: null },
    answer: retention.retentionSchema,
  },
  readPrices: {
    noun: 'Settings',
    summary: 'What models cost where senders do not say.',
    answer: prices.pricesSchema,
  },
  savePrices: {
    noun: 'Settings',
    summary: 'Prices of one’s own, for predictions that come after it.',
    body: prices.pricesInputSchema,
    example: { overrides: [ownPrice] },
    answer: prices.pricesSchema,
  },

  listJobs: {
    noun: 'The collector',
    summary: 'What takes long, the newest first.',
    answer: upkeep.jobListSchema,
  },
  readJob: {
    noun: 'The collector',
    summary: 'How far a job is, or how it ended.',
    answer: upkeep.jobSchema,
    problems: ['job.not_found'],
  },
  followJob: {
    noun: 'The collector',
    summary: 'The progress of a job as server-sent events, until it ends.',
    answer: events,
    mediaType: 'text/event-stream',
    problems: ['job.not_found'],
  },
  followEvents: {
    noun: 'The collector',
    summary: 'That something is new, as server-sent events.',
    answer: events,
    mediaType: 'text/event-stream',
  },
  listChanges: {
    noun: 'The collector',
    summary: 'Who changed what, the newest first.',
    query: query.pageQuery,
    answer: upkeep.auditPageSchema,
    problems: ['query.cursor'],
  },
  readStorage: {
    noun: 'The collector',
    summary: 'How large the store is, and what it puts off.',
    answer: upkeep.storageReportSchema,
  },
}
