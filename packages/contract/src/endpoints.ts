// The table of the HTTP interface: for each operation what may be asked, what is answered and why it may be refused. The
// collector serves by it, and `GET /api/openapi.json` is written from it.

import * as z from 'zod'
import type { Endpoint } from './endpoint.ts'
import type { OperationName } from './operations.ts'
import type { PriceOverride } from './prices.ts'
import { feedbackInputSchema, feedbackListSchema } from './schemas.ts'
import * as conversation from './schemas/conversation.ts'
import * as feedback from './schemas/feedback.ts'
import * as figures from './schemas/figures.ts'
import * as prediction from './schemas/prediction.ts'
import * as prices from './schemas/prices.ts'
import * as query from './schemas/query.ts'
import * as retention from './schemas/retention.ts'
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

export const ENDPOINTS: { [name in OperationName]: Endpoint<name> } = {
  sendFeedback: {
    noun: 'Feedback',
    summary: 'Says something of predictions, now or later: one feedback or several. Answered once it is on disk.',
    body: z.union([feedbackInputSchema, feedbackListSchema]),
    example: { key: 'loan-77', kind: 'label', value: 'defaulted', source: 'ground_truth' },
    answer: feedback.feedbackReceiptSchema,
    status: 202,
    problems: ['feedback_token.invalid', 'feedback_token.expired', 'feedback_token.forbidden', 'store.unavailable'],
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
