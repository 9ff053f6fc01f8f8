// Every operation of the HTTP interface by its name: where it is, what it asks for, and what goes in and out. The schemas
// that check it are in `@trimtab/contract/endpoints`.

import type { Alarm, AlarmAcknowledgement, AlarmClosing, AlarmPage } from './alarm.ts'
import type { AlertDeliveryPage, AlertRules, AlertRulesInput, AlertTest } from './alert-rules.ts'
import type { AuditPage } from './audit.ts'
import type { PersonPage, SessionPage, SessionSummary } from './conversation.ts'
import type { DriftBaselineInput, ShownDriftBaseline } from './drift-baseline.ts'
import type { DriftReport, SignalDetail } from './drift-report.ts'
import type { FeedbackInput, FeedbackReceipt, WaitingFeedbackPage } from './feedback.ts'
import type { FeedbackTokenInput, MintedFeedbackToken } from './feedback-token.ts'
import type { Facets, Series } from './figures.ts'
import type { Job, JobList } from './job.ts'
import type { ApiKey, ApiKeyInput, ApiKeyList, CreatedApiKey, KeyScope, Session, SignIn } from './key.ts'
import type { Overview, TaskList } from './overview.ts'
import type { PredictionPage, PredictionWithTrace, Trace } from './prediction.ts'
import type { ForgetReport, ForgetUnderWay } from './person.ts'
import type { Prices, PricesInput } from './prices.ts'
import type { Quality } from './quality.ts'
import type {
  AlarmsQuery,
  DriftQuery,
  DriftReportQuery,
  DriftTimeQuery,
  FacetsQuery,
  NextReviewQuery,
  PageQuery,
  PredictionsQuery,
  QualityQuery,
  ReviewerQuery,
  ReviewExportQuery,
  ReviewItemsQuery,
  SeriesQuery,
  SessionsQuery,
  ViewsQuery,
} from './queries.ts'
import type { Retention } from './retention.ts'
import type {
  NextReview,
  PickedPredictions,
  PickedReceipt,
  ReviewInput,
  ReviewItemPage,
  SavedReview,
} from './review.ts'
import type { ReviewQueueInput, ReviewQueueList, ReviewQueueWithProgress } from './review-queue.ts'
import type { ReviewReport } from './review-report.ts'
import type { SavedView, SavedViewInput, SavedViewList } from './saved-view.ts'
import type { StorageReport } from './storage.ts'
import type { TruthQuery, TruthReport } from './truth.ts'

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** What a key must be allowed; null for an operation that takes other proofs too and says so itself. */
  scope: KeyScope | null
}

export const OPERATIONS = {
  sendFeedback: { method: 'POST', path: '/api/feedback', scope: null },
  listWaitingFeedback: { method: 'GET', path: '/api/feedback/waiting', scope: 'read' },
  createFeedbackToken: { method: 'POST', path: '/api/feedback-tokens', scope: 'feedback' },
  importTruth: { method: 'POST', path: '/api/truth', scope: 'feedback' },
  signIn: { method: 'POST', path: '/api/session', scope: null },
  readSession: { method: 'GET', path: '/api/session', scope: null },
  signOut: { method: 'DELETE', path: '/api/session', scope: null },
  readOverview: { method: 'GET', path: '/api/overview', scope: 'read' },
  listTasks: { method: 'GET', path: '/api/tasks', scope: 'read' },
  listPredictions: { method: 'GET', path: '/api/predictions', scope: 'read' },
  readPrediction: { method: 'GET', path: '/api/predictions/{id}', scope: 'read' },
  readTrace: { method: 'GET', path: '/api/traces/{id}', scope: 'read' },
  readSeries: { method: 'GET', path: '/api/series', scope: 'read' },
  readQuality: { method: 'GET', path: '/api/quality', scope: 'read' },
  readFacets: { method: 'GET', path: '/api/facets', scope: 'read' },
  listSessions: { method: 'GET', path: '/api/sessions', scope: 'read' },
  readSessionSummary: { method: 'GET', path: '/api/sessions/{session}', scope: 'read' },
  listPeople: { method: 'GET', path: '/api/people', scope: 'read' },
  forgetPerson: { method: 'DELETE', path: '/api/people/{user}', scope: 'admin' },
  followEvents: { method: 'GET', path: '/api/events', scope: 'read' },
  listViews: { method: 'GET', path: '/api/views', scope: 'read' },
  createView: { method: 'POST', path: '/api/views', scope: 'review' },
  changeView: { method: 'PUT', path: '/api/views/{id}', scope: 'review' },
  deleteView: { method: 'DELETE', path: '/api/views/{id}', scope: 'review' },
  readDrift: { method: 'GET', path: '/api/drift', scope: 'read' },
  readDriftPage: { method: 'GET', path: '/api/drift/report', scope: 'read' },
  readDriftSignal: { method: 'GET', path: '/api/drift/{task}/{signal}', scope: 'read' },
  readDriftBaseline: { method: 'GET', path: '/api/drift/{task}/baseline', scope: 'read' },
  saveDriftBaseline: { method: 'PUT', path: '/api/drift/{task}/baseline', scope: 'admin' },
  listAlarms: { method: 'GET', path: '/api/alarms', scope: 'read' },
  readAlarm: { method: 'GET', path: '/api/alarms/{id}', scope: 'read' },
  acknowledgeAlarm: { method: 'POST', path: '/api/alarms/{id}/acknowledge', scope: 'review' },
  closeAlarm: { method: 'POST', path: '/api/alarms/{id}/close', scope: 'review' },
  readAlertRules: { method: 'GET', path: '/api/alert-rules', scope: 'read' },
  saveAlertRules: { method: 'PUT', path: '/api/alert-rules', scope: 'admin' },
  testAlertChannel: { method: 'POST', path: '/api/alert-rules/{id}/test', scope: 'admin' },
  listAlertDeliveries: { method: 'GET', path: '/api/alert-deliveries', scope: 'read' },
  listReviewQueues: { method: 'GET', path: '/api/review-queues', scope: 'read' },
  createReviewQueue: { method: 'POST', path: '/api/review-queues', scope: 'review' },
  readReviewQueue: { method: 'GET', path: '/api/review-queues/{id}', scope: 'read' },
  changeReviewQueue: { method: 'PUT', path: '/api/review-queues/{id}', scope: 'review' },
  deleteReviewQueue: { method: 'DELETE', path: '/api/review-queues/{id}', scope: 'review' },
  listReviewItems: { method: 'GET', path: '/api/review-queues/{id}/items', scope: 'read' },
  pickForReview: { method: 'POST', path: '/api/review-queues/{id}/items', scope: 'review' },
  readReviewReport: { method: 'GET', path: '/api/review-queues/{id}/report', scope: 'read' },
  exportReviews: { method: 'GET', path: '/api/review-queues/{id}/export', scope: 'read' },
  nextReview: { method: 'GET', path: '/api/reviews/next', scope: 'review' },
  saveReview: { method: 'POST', path: '/api/reviews/{id}', scope: 'review' },
  takeBackReview: { method: 'DELETE', path: '/api/reviews/{id}', scope: 'review' },
  listJobs: { method: 'GET', path: '/api/jobs', scope: 'read' },
  readJob: { method: 'GET', path: '/api/jobs/{id}', scope: 'read' },
  followJob: { method: 'GET', path: '/api/jobs/{id}/events', scope: 'read' },
  listChanges: { method: 'GET', path: '/api/audit', scope: 'admin' },
  listKeys: { method: 'GET', path: '/api/keys', scope: 'admin' },
  createKey: { method: 'POST', path: '/api/keys', scope: 'admin' },
  revokeKey: { method: 'DELETE', path: '/api/keys/{id}', scope: 'admin' },
  readRetention: { method: 'GET', path: '/api/retention', scope: 'read' },
  saveRetention: { method: 'PUT', path: '/api/retention', scope: 'admin' },
  readPrices: { method: 'GET', path: '/api/prices', scope: 'read' },
  savePrices: { method: 'PUT', path: '/api/prices', scope: 'admin' },
  readStorage: { method: 'GET', path: '/api/storage', scope: 'read' },
} as const

export type OperationName = keyof typeof OPERATIONS

/** What goes into each and what comes out. */
export interface OperationShapes {
  sendFeedback: Shape<FeedbackReceipt, object, FeedbackInput | FeedbackInput[]>
  listWaitingFeedback: Shape<WaitingFeedbackPage, PageQuery>
  createFeedbackToken: Shape<MintedFeedbackToken, object, FeedbackTokenInput>
  importTruth: Shape<TruthReport, TruthQuery>
  signIn: Shape<Session, object, SignIn>
  readSession: Shape<Pick<Session, 'scopes'>>
  signOut: Shape<null>
  readOverview: Shape<Overview>
  listTasks: Shape<TaskList>
  listPredictions: Shape<PredictionPage, PredictionsQuery>
  readPrediction: Shape<PredictionWithTrace>
  readTrace: Shape<Trace>
  readSeries: Shape<Series, SeriesQuery>
  readQuality: Shape<Quality, QualityQuery>
  readFacets: Shape<Facets, FacetsQuery>
  listSessions: Shape<SessionPage, SessionsQuery>
  readSessionSummary: Shape<SessionSummary>
  listPeople: Shape<PersonPage, PageQuery>
  forgetPerson: Shape<ForgetReport | ForgetUnderWay>
  followEvents: Shape<string>
  listViews: Shape<SavedViewList, ViewsQuery>
  createView: Shape<SavedView, object, SavedViewInput>
  changeView: Shape<SavedView, object, SavedViewInput>
  deleteView: Shape<null>
  readDrift: Shape<DriftReport, DriftQuery>
  readDriftPage: Shape<string, DriftReportQuery>
  readDriftSignal: Shape<SignalDetail, DriftTimeQuery>
  readDriftBaseline: Shape<ShownDriftBaseline>
  saveDriftBaseline: Shape<ShownDriftBaseline, object, DriftBaselineInput>
  listAlarms: Shape<AlarmPage, AlarmsQuery>
  readAlarm: Shape<Alarm>
  acknowledgeAlarm: Shape<Alarm, object, AlarmAcknowledgement>
  closeAlarm: Shape<Alarm, object, AlarmClosing>
  readAlertRules: Shape<AlertRules>
  saveAlertRules: Shape<AlertRules, object, AlertRulesInput>
  testAlertChannel: Shape<AlertTest>
  listAlertDeliveries: Shape<AlertDeliveryPage, PageQuery>
  listReviewQueues: Shape<ReviewQueueList>
  createReviewQueue: Shape<ReviewQueueWithProgress, object, ReviewQueueInput>
  readReviewQueue: Shape<ReviewQueueWithProgress>
  changeReviewQueue: Shape<ReviewQueueWithProgress, object, ReviewQueueInput>
  deleteReviewQueue: Shape<null>
  listReviewItems: Shape<ReviewItemPage, ReviewItemsQuery>
  pickForReview: Shape<PickedReceipt, object, PickedPredictions>
  readReviewReport: Shape<ReviewReport>
  exportReviews: Shape<string, ReviewExportQuery>
  nextReview: Shape<NextReview, NextReviewQuery>
  saveReview: Shape<SavedReview, object, ReviewInput>
  takeBackReview: Shape<SavedReview, ReviewerQuery>
  listJobs: Shape<JobList>
  readJob: Shape<Job>
  followJob: Shape<string>
  listChanges: Shape<AuditPage, PageQuery>
  listKeys: Shape<ApiKeyList>
  createKey: Shape<CreatedApiKey, object, ApiKeyInput>
  revokeKey: Shape<ApiKey>
  readRetention: Shape<Retention>
  saveRetention: Shape<Retention, object, Retention>
  readPrices: Shape<Prices>
  savePrices: Shape<Prices, object, PricesInput>
  readStorage: Shape<StorageReport>
}

/** The answer is null where there is nothing to say, and a text where events are sent one by one. */
interface Shape<Answer, Query extends object = object, Body = undefined> {
  answer: Answer
  query: Query
  body: Body
}

/** `{id}` in a path as a member of that name. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [name in Name]: string } & PathParameters<Rest>
  : object
