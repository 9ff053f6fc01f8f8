// Langfuse, as the README of @langfuse/openai sets it up.
import { observeOpenAI } from '@langfuse/openai'
import { LangfuseSpanProcessor } from '@langfuse/otel'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  const processor = new LangfuseSpanProcessor({
    publicKey: 'pk-lf-bench',
    secretKey: 'sk-lf-bench',
    baseUrl: surroundings.sinkUrl,
  })
  new NodeTracerProvider({ spanProcessors: [processor] }).register()
  return Promise.resolve({
    client: observeOpenAI(openClient(surroundings)),
    flush: () => processor.forceFlush(),
  })
}
