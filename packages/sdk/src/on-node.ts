// `@trimtab/sdk` on Node and on what runs Node's modules: the surface of index.ts, on a better platform.
import type { TrimtabSpanProcessor } from './host/span-processor.ts'
import { createSpanProcessorOn, type SpanProcessorOptions } from './host-processor.ts'
import type { TrimtabOptions } from './options.ts'
import { nodePlatform } from './platform/node/node-platform.ts'
import { createTrimtabOn, type Trimtab } from './trimtab.ts'

/**
 * Starts recording predictions and feedback. What is not given comes from `TRIMTAB_*` environment variables. Throws a
 * {@link TrimtabError} when an option makes no sense; nothing it returns throws.
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
  return createTrimtabOn(nodePlatform, options)
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
  return createSpanProcessorOn(nodePlatform, options)
}

export { TrimtabError } from './errors.ts'
export { isModelSpan } from './host/model-span.ts'
