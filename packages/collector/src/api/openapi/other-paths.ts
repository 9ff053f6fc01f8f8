// What is served and described elsewhere: OpenTelemetry's own protocol, the addresses of other products' SDKs, and what
// machines ask of a process. In brief, so that nobody who reads the document misses them.

import { ROUTES } from '@trimtab/contract'
import type { OpenapiDocument, OpenapiOperation } from './openapi-document.ts'

const OTLP = 'OpenTelemetry'
const FOREIGN = 'Other SDKs'
const PROCESS = 'The process'

export const OTHER_NOUNS: OpenapiDocument['tags'] = [
  { name: OTLP, description: 'OTLP over HTTP, as opentelemetry.io specifies it; over gRPC on a port of its own.' },
  { name: FOREIGN, description: 'Feedback at the addresses and in the shapes of other products.' },
  { name: PROCESS },
]

const KEYS: OpenapiOperation['security'] = [{ bearer: [] }, { apiKey: [] }]
const ANYBODY: OpenapiOperation['security'] = [{}]

interface Brief {
  operationId: string
  tag: string
  summary: string
  security: OpenapiOperation['security']
  mediaTypes?: string[]
  /** What is sent, where anything is. */
  sent?: string[]
}

function brief({
  operationId,
  tag,
  summary,
  security,
  sent,
  mediaTypes = ['application/json'],
}: Brief): OpenapiOperation {
  const content = (types: string[]) => Object.fromEntries(types.map((type) => [type, { schema: {} }]))
  return {
    operationId,
    tags: [tag],
    summary,
    security,
    ...(sent === undefined ? {} : { requestBody: { required: true, content: content(sent) } }),
    responses: {
      200: { description: 'The answer.', content: content(mediaTypes) },
      default: { description: 'Refused, in the shape that its clients read.' },
    },
  }
}

function receive(operationId: string, summary: string): { post: OpenapiOperation } {
  const sent = ['application/x-protobuf', 'application/json']
  const above = 'Also under `/otel` and `/api/public/otel`. gzip, deflate and zstd; answered once it is on disk.'
  return {
    post: { ...brief({ operationId, tag: OTLP, summary, security: KEYS, sent, mediaTypes: sent }), description: above },
  }
}

function takeFeedback(operationId: string, summary: string): { post: OpenapiOperation } {
  return { post: brief({ operationId, tag: FOREIGN, summary, security: KEYS, sent: ['application/json'] }) }
}

function tell(operationId: string, tag: string, summary: string): { get: OpenapiOperation } {
  return { get: brief({ operationId, tag, summary, security: ANYBODY }) }
}

/** For whoever may read. */
function show(operationId: string, summary: string, mediaType: string): { get: OpenapiOperation } {
  return { get: brief({ operationId, tag: PROCESS, summary, security: KEYS, mediaTypes: [mediaType] }) }
}

export const OTHER_PATHS: OpenapiDocument['paths'] = {
  [ROUTES.traces]: receive('receiveTraces', 'Spans: predictions, and what surrounds them.'),
  [ROUTES.logs]: receive('receiveLogs', 'Log records: the content of spans, and feedback.'),
  [ROUTES.metrics]: receive('receiveMetrics', 'Taken and not kept.'),
  [ROUTES.langfuseIngestion]: takeFeedback('receiveLangfuseBatch', 'Scores in a batch, as Langfuse’s SDKs post them.'),
  [ROUTES.langfuseScores]: takeFeedback('receiveLangfuseScore', 'One score, as Langfuse’s SDKs post it.'),
  [ROUTES.langsmithFeedback]: takeFeedback('receiveLangsmithFeedback', 'Feedback, as LangSmith’s SDKs post it.'),
  [ROUTES.langsmithFeedbackApi]: takeFeedback('receiveLangsmithFeedbackApi', 'The same, where newer ones post it.'),
  [ROUTES.langfuseHealth]: tell('tellLangfuse', FOREIGN, 'What Langfuse’s SDKs ask before they send.'),
  [ROUTES.langsmithInfo]: tell('tellLangsmith', FOREIGN, 'What LangSmith’s SDKs ask before they send.'),
  [ROUTES.openapi]: show('readOpenapi', 'This document.', 'application/json'),
  [ROUTES.docs]: show('readDocs', 'This document as a page.', 'text/html'),
  [ROUTES.docsStyle]: show('readDocsStyle', 'How that page looks.', 'text/css'),
  [ROUTES.selfMetrics]: show('readMetrics', 'What the collector counts of itself, for Prometheus.', 'text/plain'),
  [ROUTES.health]: tell('readHealth', PROCESS, 'The process answers.'),
  [ROUTES.ready]: tell('readReadiness', PROCESS, 'The database is there and can be written.'),
}
