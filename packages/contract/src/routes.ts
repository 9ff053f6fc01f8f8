// The paths of the HTTP interface. A collector serves only addresses that stand here.

export const ROUTES = {
  traces: '/v1/traces',
  logs: '/v1/logs',
  metrics: '/v1/metrics',
  feedback: '/api/feedback',
  /** Where Langfuse's SDKs post scores, one by one or in a batch. */
  langfuseIngestion: '/api/public/ingestion',
  langfuseScores: '/api/public/scores',
  /** Where LangSmith's SDKs post feedback. */
  langsmithFeedback: '/feedback',
  langsmithFeedbackApi: '/api/v1/feedback',
  /** What the two ask before they send: whether it is there, and how much it takes. */
  langfuseHealth: '/api/public/health',
  langsmithInfo: '/info',
  /** Signs the page in with a key. */
  session: '/api/session',
  tasks: '/api/tasks',
  overview: '/api/overview',
  predictions: '/api/predictions',
  prediction: '/api/predictions/{id}',
  drift: '/api/drift',
  driftSignal: '/api/drift/{task}/{signal}',
  driftBaseline: '/api/drift/{task}/baseline',
  alarms: '/api/alarms',
  acknowledgeAlarm: '/api/alarms/{id}/acknowledge',
  closeAlarm: '/api/alarms/{id}/close',
  alertRules: '/api/alert-rules',
  nextReview: '/api/reviews/next',
  review: '/api/reviews/{id}',
  reviewQueues: '/api/review-queues',
  datasets: '/api/datasets',
  datasetVersions: '/api/datasets/{id}/versions',
  datasetVersion: '/api/datasets/{id}/versions/{version}',
  datasetRows: '/api/datasets/{id}/versions/{version}/rows',
  datasetExport: '/api/datasets/{id}/versions/{version}/export',
  advice: '/api/advice',
  recipe: '/api/recipe',
  evaluations: '/api/evaluations',
  person: '/api/people/{user}',
  job: '/api/jobs/{id}',
  openapi: '/api/openapi.json',
  docs: '/api/docs',
  health: '/healthz',
  ready: '/readyz',
  selfMetrics: '/metrics',
} as const

/** OTLP paths are also served under these, so that an existing exporter only changes the host. */
export const OTLP_PREFIXES = ['/otel', '/api/public/otel'] as const
