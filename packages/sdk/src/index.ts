// The public surface of `@trimtab/sdk`, for any runtime. On Node, Bun and Deno the package means on-node.ts instead, which
// is the same on a better platform; a page that only has something to say about a prediction has browser.ts.
import type { TrimtabSpanProcessor } from './host/span-processor.ts'
import { createSpanProcessorOn, type SpanProcessorOptions } from './host-processor.ts'
import type { TrimtabOptions } from './options.ts'
import { webPlatform } from './platform/web.ts'
import { createTrimtabOn, type Trimtab } from './trimtab.ts'

/**
 * Starts recording predictions and feedback. What is not given comes from `TRIMTAB_*` environment variables. Throws a
 * {@link TrimtabError} when an option makes no sense; nothing it returns throws, but for what wraps something, when it
 * is given nonsense.
 *
 * @example
 * ```ts
 * import { createTrimtab } from '@trimtab/sdk'
 *
 * const trimtab = createTrimtab({ service: 'support-bot' })
 * const reply = trimtab.monitor('support.reply', async (question: string) => `You asked: ${question}`)
 *
 * console.log(await reply('Where is my order?'))
 * await trimtab.close()
 * ```
 */
export function createTrimtab(options: TrimtabOptions = {}): Trimtab {
  return createTrimtabOn(webPlatform, options)
}

/**
 * A span processor for an app that runs OpenTelemetry: it sends the spans that tell of models to Trimtab, whoever made
 * them, and nothing else. For `spanProcessors` of `NodeSDK` or of a tracer provider, 2.x or 3.x.
 *
 * @example
 * ```ts
 * import { trimtabSpanProcessor } from '@trimtab/sdk'
 *
 * const processor = trimtabSpanProcessor({ url: 'http://127.0.0.1:4318' })
 * // new NodeSDK({ spanProcessors: [processor] }).start()
 * await processor.shutdown()
 * ```
 */
export function trimtabSpanProcessor(options: SpanProcessorOptions = {}): TrimtabSpanProcessor {
  return createSpanProcessorOn(webPlatform, options)
}

export { type Trimtab } from './trimtab.ts'
export { type TrimtabCore, type TrimtabStats } from './trimtab-core.ts'
export { type CapturedContent, type CaptureFunction, type TrimtabOptions } from './options.ts'
export { type CaptureContent, type Content } from './privacy/capture.ts'
export { type Redactor, type RedactorName } from './privacy/redact.ts'
export { TrimtabError } from './errors.ts'
export {
  type InputFacts,
  type MessageLike,
  type OutputFacts,
  type ParameterFacts,
  type ShortCall,
  type ShortMessage,
  type ToolLike,
} from './calls/facts.ts'
export { type MonitorOptions, type Outcome, type PerCall } from './monitor/monitor-options.ts'
export { type Detailed, type Monitor, type Monitored } from './monitor/monitor.ts'
export {
  type BatchOptions,
  type DetailedBatch,
  type MonitorBatch,
  type MonitoredBatch,
} from './monitor/monitor-batch.ts'
export { type Call } from './monitor/wrapping.ts'
export { type ClientOptions, type PerRequest } from './clients/client-options.ts'
export { type ModelRequest } from './clients/model-operation.ts'
export { type ModelClients } from './clients/model-clients.ts'
export { type AiMiddleware } from './clients/vercel-ai/ai-middleware.ts'
export { type AiTelemetry, type VercelAi } from './clients/vercel-ai/vercel-ai.ts'
export {
  type HostAttributes,
  type HostEvent,
  type HostLink,
  type HostSpan,
  type HostSpanContext,
  type HrTime,
} from './host/host-span.ts'
export { isModelSpan } from './host/model-span.ts'
export { type TrimtabSpanProcessor } from './host/span-processor.ts'
export { type SpanProcessorOptions } from './host-processor.ts'
export { type PredictionReference } from './prediction/prediction-reference.ts'
export { type FeedbackDetails, type FeedbackSpeaker, type TextEdit } from './feedback/feedback.ts'
export { type FeedbackAim } from './feedback/target.ts'
export { type Truth } from './feedback/truth.ts'
export { type FeedbackTokenOptions } from './prediction/feedback-token.ts'
export { type DeliveryStats } from './telemetry/tally.ts'
export { type Loss } from './telemetry/loss-notice.ts'
export { type WaitUntil } from './telemetry/hand-over.ts'
export { type SpoolOption } from './spool-option.ts'
export { type AiIntegration } from './clients/vercel-ai/ai-integration.ts'
export {
  type FeedbackKind,
  type FeedbackSource,
  type FeedbackTarget,
  type Json,
  type Message,
  type MessagePart,
  type PredictionKind,
} from '@trimtab/contract'
