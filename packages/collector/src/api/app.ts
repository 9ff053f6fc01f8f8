// The HTTP interface: middleware in order, then routes. Everything a route needs is passed in.

import { ROUTES } from '@trimtab/contract'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { AppParts } from './app-parts.ts'
import { discardRest } from './body/discard-rest.ts'
import { addressOf, keyGuard } from './authentication/key-guard.ts'
import { boundAnswers } from './bound-answers.ts'
import { browserLimits } from './browser-limits.ts'
import { countRequests } from './count-requests.ts'
import { hintAtChangesById } from './hint-at-changes-by-id.ts'
import { answerProblem, ProblemError, problemOf } from './problem.ts'
import { reportRefusal } from './report-refusal.ts'
import { refuseOtherMethods } from './refuse-other-methods.ts'
import { alarmRoutes } from './routes/alarms.ts'
import { alertRoutes } from './routes/alert-rules.ts'
import { auditRoutes } from './routes/audit.ts'
import { driftRoutes, limitDriftPage } from './routes/drift.ts'
import { eventRoutes } from './routes/events.ts'
import { feedbackRoutes } from './routes/feedback.ts'
import { feedbackTokenRoutes } from './routes/feedback-tokens.ts'
import { figureRoutes } from './routes/figures.ts'
import { healthRoutes } from './routes/health.ts'
import { jobEventRoutes, jobRoutes } from './routes/jobs.ts'
import { keyRoutes } from './routes/keys.ts'
import { langfuseRoutes } from './routes/langfuse.ts'
import { hintAtLangsmithTracing, langsmithRoutes } from './routes/langsmith.ts'
import { hintAtOtlpPath, otlpRoutes } from './routes/otlp.ts'
import { forgetRoutes } from './routes/people.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { openapiRoutes } from './routes/openapi.ts'
import { predictionRoutes } from './routes/predictions.ts'
import { priceRoutes } from './routes/prices.ts'
import { qualityRoutes } from './routes/quality.ts'
import { retentionRoutes } from './routes/retention.ts'
import { reviewExportRoutes, reviewQueueRoutes } from './routes/review-queues.ts'
import { reviewRoutes } from './routes/reviews.ts'
import { selfMetricsRoutes } from './routes/self-metrics.ts'
import { sessionRoutes } from './routes/session.ts'
import { storageRoutes } from './routes/storage.ts'
import { traceRoutes } from './routes/traces.ts'
import { truthRoutes } from './routes/truth.ts'
import { viewRoutes } from './routes/views.ts'
import { waitingFeedbackRoutes } from './routes/waiting-feedback.ts'
import { refuseForeignHost } from './site-guard.ts'
import { dashboardFiles } from './static-files.ts'

const FEEDBACK_PATHS: readonly string[] = [
  ROUTES.feedback,
  ROUTES.langfuseIngestion,
  ROUTES.langfuseScores,
  ROUTES.langsmithFeedback,
  ROUTES.langsmithFeedbackApi,
]

export function createApp(parts: AppParts): Hono {
  const app = new Hono()
  app.onError((error, context) => {
    const problem = problemOf(error)
    const signal = FEEDBACK_PATHS.includes(context.req.path) ? 'feedback' : null
    reportRefusal(parts, { problem, signal, address: addressOf(context) })
    return answerProblem(context, problem)
  })
  app.notFound((context) =>
    answerProblem(context, new ProblemError('not_found', `There is nothing at ${context.req.path}.`)),
  )

  app.use(countRequests(parts.metrics))
  app.use(discardRest)
  app.use(refuseForeignHost(parts.authentication))
  app.use(ROUTES.driftReport, limitDriftPage)
  app.use(browserLimits)
  app.use(hintAtOtlpPath)
  app.use(hintAtLangsmithTracing)
  app.use(hintAtChangesById)
  app.use(keyGuard(parts.authentication))
  // These are answered for as long as somebody listens.
  eventRoutes(app, parts)
  jobEventRoutes(app, parts)
  reviewExportRoutes(app, parts)
  app.use('/api/*', boundAnswers())
  // Who asks for the next item has it in hand: no answer of before is as good.
  reviewRoutes(app, parts)
  app.use('/api/*', etag())

  otlpRoutes(app, parts)
  feedbackRoutes(app, parts)
  feedbackTokenRoutes(app, parts)
  waitingFeedbackRoutes(app, parts)
  langfuseRoutes(app, parts)
  langsmithRoutes(app, parts)
  truthRoutes(app, parts)
  predictionRoutes(app, parts)
  traceRoutes(app, parts)
  conversationRoutes(app, parts)
  figureRoutes(app, parts)
  qualityRoutes(app, parts)
  storageRoutes(app, parts)
  sessionRoutes(app, parts)
  jobRoutes(app, parts)
  viewRoutes(app, parts)
  reviewQueueRoutes(app, parts)
  driftRoutes(app, parts)
  alarmRoutes(app, parts)
  alertRoutes(app, parts)
  keyRoutes(app, parts)
  auditRoutes(app, parts)
  retentionRoutes(app, parts)
  priceRoutes(app, parts)
  forgetRoutes(app, parts)
  openapiRoutes(app)
  selfMetricsRoutes(app, parts)
  healthRoutes(app, parts)
  refuseOtherMethods(app)
  dashboardFiles(app, parts)
  return app
}
