// Every operation of the HTTP interface by its name: where it is, what it asks for, and what goes in and out. The schemas
// that check it are in `@trimtab/contract/endpoints`.

import type { AuditPage } from './audit.ts'
import type { PersonPage, SessionPage, SessionSummary } from './conversation.ts'
import type { FeedbackInput, FeedbackReceipt } from './feedback.ts'
import type { Facets, Series } from './figures.ts'
import type { Job, JobList } from './job.ts'
import type { ApiKey, ApiKeyInput, ApiKeyList, CreatedApiKey, KeyScope, Session, SignIn } from './key.ts'
import type { Overview, TaskList } from './overview.ts'
import type { PredictionPage, PredictionWithTrace, Trace } from './prediction.ts'
import type { ForgetReport, ForgetUnderWay } from './person.ts'
import type { Prices, PricesInput } from './prices.ts'
import type { FacetsQuery, PageQuery, PredictionsQuery, SeriesQuery, SessionsQuery, ViewsQuery } from './queries.ts'
import type { Retention } from './retention.ts'
import type { SavedView, SavedViewInput, SavedViewList } from './saved-view.ts'
import type { StorageReport } from './storage.ts'

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** What a key must be allowed; null for an operation that takes other proofs too and says so itself. */
  scope: KeyScope | null
}

export const OPERATIONS = {
  sendFeedback: { method: 'POST', path: '/api/feedback', scope: null },
  signIn: { method: 'POST', path: '/api/session', scope: null },
  readSession: { method: 'GET', path: '/api/session', scope: null },
  signOut: { method: 'DELETE', path: '/api/session', scope: null },
  readOverview: { method: 'GET', path: '/api/overview', scope: 'read' },
  listTasks: { method: 'GET', path: '/api/tasks', scope: 'read' },
  listPredictions: { method: 'GET', path: '/api/predictions', scope: 'read' },
  readPrediction: { method: 'GET', path: '/api/predictions/{id}', scope: 'read' },
  readTrace: { method: 'GET', path: '/api/traces/{id}', scope: 'read' },
  readSeries: { method: 'GET', path: '/api/series', scope: 'read' },
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
  signIn: Shape<Session, object, SignIn>
  readSession: Shape<Pick<Session, 'scopes'>>
  signOut: Shape<null>
  readOverview: Shape<Overview>
  listTasks: Shape<TaskList>
  listPredictions: Shape<PredictionPage, PredictionsQuery>
  readPrediction: Shape<PredictionWithTrace>
  readTrace: Shape<Trace>
  readSeries: Shape<Series, SeriesQuery>
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
