// All of Trimtab for an app: the core, and what knows particular clients of models.
import { createModelClients, type ModelClients } from './clients/model-clients.ts'
import { findResponseId } from './clients/vercel-ai/ai-result.ts'
import { createVercelAi, type VercelAi } from './clients/vercel-ai/vercel-ai.ts'
import { createCoreOn, type TrimtabCore } from './trimtab-core.ts'
import type { TrimtabOptions } from './options.ts'
import type { Platform } from './platform/platform.ts'

/** What `createTrimtab` returns: the core, and the clients it can wrap. */
export interface Trimtab extends TrimtabCore, ModelClients, VercelAi {}

/** What every entry point does, on the platform it is for. */
export function createTrimtabOn(platform: Platform, options: TrimtabOptions = {}): Trimtab {
  const { trimtab, calls } = createCoreOn(platform, options)
  return {
    ...trimtab,
    predictionOf: (result) => trimtab.predictionOf(result) ?? trimtab.predictionOf(findResponseId(result)),
    ...createModelClients(calls.begin),
    ...createVercelAi(calls.begin, platform.createStorage),
  }
}
