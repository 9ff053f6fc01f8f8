// The names and shapes that cross a wire, and nothing else: importing this adds no code but constants.
// The schemas that check them are in `@trimtab/contract/schemas`.
export {
  FEEDBACK_ATTRIBUTES,
  FEEDBACK_EVENT_NAME,
  PREDICTION_ATTRIBUTES,
  RESOURCE_ATTRIBUTES,
  SCOPE_NAME,
} from './attribute-names.ts'
export {
  FINISH_REASONS,
  type FinishReason,
  type Message,
  type MessagePart,
  PREDICTION_KINDS,
  PREDICTION_STATUSES,
  type Highlight,
  type Prediction,
  type PredictionCost,
  type PredictionError,
  type PredictionFacts,
  type PredictionInput,
  type PredictionKind,
  type PredictionOutput,
  type PredictionPage,
  type PredictionStatus,
  type PredictionWithTrace,
  SEARCH_PLACES,
  type SearchPlace,
  type ToolDefinition,
  type Trace,
  type TraceSpan,
  type Usage,
} from './prediction.ts'
export {
  FEEDBACK_FILTERS,
  FEEDBACK_KINDS,
  FEEDBACK_SOURCES,
  type Feedback,
  type FeedbackFilter,
  type FeedbackInput,
  type FeedbackKind,
  type FeedbackReceipt,
  type FeedbackSource,
  type FeedbackTarget,
  type Opinion,
  OPINION_KINDS,
  type OpinionKind,
  type WaitingFeedbackPage,
} from './feedback.ts'
export {
  FEEDBACK_TOKEN_KINDS,
  FEEDBACK_TOKEN_SECONDS_DEFAULT,
  FEEDBACK_TOKEN_VERSION,
  type FeedbackTokenInput,
  type FeedbackTokenPayload,
  type MintedFeedbackToken,
  OPEN_SIGNING_KEY,
} from './feedback-token.ts'
export { type Overview, type Task, type TaskList } from './overview.ts'
export {
  type Facet,
  type Facets,
  type Figures,
  type Quantiles,
  type Series,
  SERIES_STEPS,
  type SeriesGroup,
  type SeriesStep,
  type Slice,
  type SliceFilter,
  SLICES,
} from './figures.ts'
export { type PersonPage, type PersonSummary, type SessionPage, type SessionSummary } from './conversation.ts'
export { type SavedView, type SavedViewInput, type SavedViewList, VIEW_SCREENS, type ViewScreen } from './saved-view.ts'
export { AUDIT_ACTIONS, type AuditAction, type AuditEntry, type AuditPage, COMMAND_ACTOR, OPEN_ACTOR } from './audit.ts'
export { type Retention, type RetentionRule } from './retention.ts'
export { type PriceOverride, type Prices, type PricesInput } from './prices.ts'
export { type StorageFinding, type StorageReport } from './storage.ts'
export { LIVE_EVENTS, type LiveEvent, type LiveEventName } from './live-event.ts'
export {
  type NextReview,
  type PickedPredictions,
  type PickedReceipt,
  type Review,
  REVIEW_DECISIONS,
  REVIEW_STATES,
  type ReviewDecision,
  type ReviewInput,
  type ReviewItem,
  type ReviewItemFacts,
  type ReviewItemPage,
  type ReviewState,
  type SavedReview,
} from './review.ts'
export {
  CORRECTION_FORMS,
  type CorrectionForm,
  type CorrectionRule,
  FILLING_PHASES,
  type FillingPhase,
  REVIEW_REASONS,
  type ReviewProgress,
  type ReviewQueue,
  type ReviewQueueInput,
  type ReviewQueueList,
  type ReviewQueueWithProgress,
  type ReviewReason,
  type ReviewRule,
  RUBRIC_KINDS,
  type RubricField,
  type RubricKind,
} from './review-queue.ts'
export {
  type Agreement,
  AGREEMENT_LEVELS,
  type AgreementLevel,
  type Estimate,
  type Interval,
  type JudgedRate,
  type ReviewerPair,
  type ReviewerReport,
  type ReviewReport,
  type ReviewStratum,
} from './review-report.ts'
export {
  type JudgeQuality,
  type Quality,
  QUALITY_WARNINGS,
  type QualityGroup,
  type QualityWarning,
  type QualityWarningCode,
  type Rate,
} from './quality.ts'
export { TRUTH_LINES_NAMED_MAX, type TruthLine, type TruthQuery, type TruthReport } from './truth.ts'
export {
  DROP_REASONS,
  type DatasetRecipe,
  type DatasetRow,
  type DatasetSummary,
  type DatasetVersion,
  type DropReason,
  type Example,
  type ExportManifest,
  type LineageRow,
} from './dataset.ts'
export {
  EXPORT_FORMATS,
  type ExportFormat,
  LEFT_OUT_REASONS,
  type LeftOutReason,
  SPLITS,
  type Split,
} from './export-format.ts'
export {
  ADVICE_VERDICTS,
  type Advice,
  type AdviceVerdict,
  EVALUATION_VERDICTS,
  type Evaluation,
  type EvaluationVerdict,
  type Evidence,
  type HyperparameterChoice,
  type TrainingRecipe,
} from './advice.ts'
export {
  type ApiKey,
  type ApiKeyInput,
  type ApiKeyList,
  type CreatedApiKey,
  KEY_SCOPES,
  type KeyLimits,
  type KeyScope,
  type Session,
  type SignIn,
} from './key.ts'
export { JOB_KINDS, JOB_STATES, type Job, type JobKind, type JobList, type JobState } from './job.ts'
export { type ForgetReport, type ForgetUnderWay } from './person.ts'
export { PROBLEM_CODES, type Problem, type ProblemCode } from './problem.ts'
export { OTLP_PREFIXES, ROUTES } from './routes.ts'
export {
  type Operation,
  type OperationName,
  OPERATIONS,
  type OperationShapes,
  type PathParameters,
} from './operations.ts'
export {
  type AlarmsQuery,
  type DriftQuery,
  type DriftReportQuery,
  type FacetsQuery,
  type NextReviewQuery,
  type PageQuery,
  type PredictionsQuery,
  type QualityQuery,
  REVIEW_EXPORT_FORMATS,
  type ReviewerQuery,
  type ReviewExportQuery,
  type ReviewItemsQuery,
  type SeriesQuery,
  type SessionsQuery,
  type SliceQuery,
  type TimeQuery,
  type ViewsQuery,
} from './queries.ts'
export { DEFAULT_URL, ENVIRONMENT } from './environment.ts'
export {
  CATEGORIES_PER_SIGNAL_MAX,
  CLOCK_AHEAD_MS_MAX,
  CORRECTION_CHARS_MAX,
  CURSOR_CHARS_MAX,
  DRIFT_DAYS_MAX,
  FEEDBACK_BODY_BYTES_MAX,
  FEEDBACK_COMMENT_CHARS_MAX,
  FEEDBACK_ITEMS_MAX,
  FILTER_VALUES_MAX,
  JSON_DEPTH_MAX,
  JUDGES_PER_PREDICTION_MAX,
  LABELS_INDEXED_MAX,
  LEASE_MINUTES_MAX,
  NAME_CHARS_MAX,
  OTLP_BATCH_BYTES_MAX,
  OTLP_BODY_BYTES_MAX,
  PAGE_BYTES_MAX,
  PAGE_FEEDBACK_MAX,
  PAGE_ITEMS_DEFAULT,
  PAGE_ITEMS_MAX,
  PRICE_OVERRIDES_MAX,
  RETENTION_RULES_MAX,
  REVIEWERS_MAX,
  REVIEWERS_PER_ITEM_MAX,
  REVIEWS_PER_DAY_MAX,
  REVIEW_ITEMS_OPEN_MAX,
  REVIEW_QUEUES_MAX,
  RUBRIC_FIELDS_MAX,
  SEARCH_CHARS_MAX,
  SEARCH_WORDS_MAX,
  SEGMENTS_PER_TASK_MAX,
  SERIES_GROUPS_MAX,
  SERIES_POINTS_MAX,
  SIGNALS_PER_TASK_MAX,
  TASKS_WATCHED_MAX,
  TRUTH_BODY_BYTES_MAX,
  VIEW_QUERY_CHARS_MAX,
  WAITING_COUNTED_MAX,
} from './limits.ts'
export { type ImportedFeedback, type ImportedPrediction, type ImportLine } from './import-line.ts'
export { type Json, type JsonObject } from './json.ts'
