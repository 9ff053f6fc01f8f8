// `@trimtab/sdk` on Node and on what runs Node's modules: the surface of index.ts, on a better platform.
import type { TrimtabSpanProcessor } from './host/span-processor.ts'
import { createSpanProcessorOn, type SpanProcessorOptions } from './host-processor.ts'
import type { TrimtabOptions } from './options.ts'
import { nodePlatform } from './platform/node/node-platform.ts'
import { createTrimtabOn, type Trimtab } from './trimtab.ts'

/** See index.ts, whose words and types are those of both. */
export function createTrimtab(options: TrimtabOptions = {}): Trimtab {
  return createTrimtabOn(nodePlatform, options)
}

/** See index.ts. */
export function trimtabSpanProcessor(options: SpanProcessorOptions = {}): TrimtabSpanProcessor {
  return createSpanProcessorOn(nodePlatform, options)
}

export { TrimtabError } from './errors.ts'
export { isModelSpan } from './host/model-span.ts'
