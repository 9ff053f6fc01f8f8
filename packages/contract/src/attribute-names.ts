// Every attribute key the SDK writes and the collector reads. `gen_ai.*`, `session.*`, `user.*` and the resource keys
// are OpenTelemetry's own (semantic-conventions-genai); `trimtab.*` is ours, for what OpenTelemetry has no word for.

/** The instrumentation scope of everything our SDK sends; the collector knows our own dialect by it. */
export const SCOPE_NAME = '@trimtab/sdk'

/** Keys on the span of one prediction. */
export const PREDICTION_ATTRIBUTES = {
  task: 'trimtab.task',
  kind: 'trimtab.kind',
  key: 'trimtab.key',
  variant: 'trimtab.variant',
  tags: 'trimtab.tags',
  metadata: 'trimtab.metadata',
  status: 'trimtab.status',
  features: 'trimtab.input.features',
  label: 'trimtab.output.label',
  score: 'trimtab.output.score',
  probabilities: 'trimtab.output.probabilities',
  value: 'trimtab.output.value',
  costUsd: 'trimtab.usage.cost_usd',
  contentCaptured: 'trimtab.capture.content',
  truncated: 'trimtab.capture.truncated',
  consent: 'trimtab.consent',
  /** Absent: sent in any case. Else it was drawn and stands for 1 / rate; 0: sent beside the drawn, which stand for it. */
  sampleRate: 'trimtab.sample.rate',
  session: 'session.id',
  user: 'user.id',
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  modelRequested: 'gen_ai.request.model',
  modelResponded: 'gen_ai.response.model',
  responseId: 'gen_ai.response.id',
  finishReasons: 'gen_ai.response.finish_reasons',
  firstTokenSeconds: 'gen_ai.response.time_to_first_chunk',
  temperature: 'gen_ai.request.temperature',
  topP: 'gen_ai.request.top_p',
  maxTokens: 'gen_ai.request.max_tokens',
  seed: 'gen_ai.request.seed',
  topK: 'gen_ai.request.top_k',
  frequencyPenalty: 'gen_ai.request.frequency_penalty',
  presencePenalty: 'gen_ai.request.presence_penalty',
  stopSequences: 'gen_ai.request.stop_sequences',
  reasoningLevel: 'gen_ai.request.reasoning.level',
  choiceCount: 'gen_ai.request.choice.count',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  systemInstructions: 'gen_ai.system_instructions',
  toolDefinitions: 'gen_ai.tool.definitions',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cachedInputTokens: 'gen_ai.usage.cache_read.input_tokens',
  reasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
  promptName: 'gen_ai.prompt.name',
  promptVersion: 'gen_ai.prompt.version',
  errorType: 'error.type',
  errorHttpStatus: 'http.response.status_code',
} as const

/** Keys on the resource, which is the process that made the prediction. */
export const RESOURCE_ATTRIBUTES = {
  service: 'service.name',
  release: 'service.version',
  environment: 'deployment.environment.name',
} as const

/** The event name of a log record that carries feedback. */
export const FEEDBACK_EVENT_NAME = 'gen_ai.evaluation.result'

/** Keys on a feedback log record; the prediction is the record's own trace context where it is known. */
export const FEEDBACK_ATTRIBUTES = {
  name: 'gen_ai.evaluation.name',
  score: 'gen_ai.evaluation.score.value',
  label: 'gen_ai.evaluation.score.label',
  comment: 'gen_ai.evaluation.explanation',
  responseId: 'gen_ai.response.id',
  session: 'session.id',
  id: 'trimtab.feedback.id',
  kind: 'trimtab.feedback.kind',
  value: 'trimtab.feedback.value',
  source: 'trimtab.feedback.source',
  actor: 'trimtab.feedback.actor',
  consent: 'trimtab.feedback.consent',
  metadata: 'trimtab.feedback.metadata',
  retractedKind: 'trimtab.feedback.of.kind',
  key: 'trimtab.key',
  task: 'trimtab.task',
} as const
