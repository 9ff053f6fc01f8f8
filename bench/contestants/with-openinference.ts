// Arize's OpenInference, as its README sets it up, with the batch processor and the protobuf exporter that go with it.
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import * as openai from 'openai'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url: `${surroundings.sinkUrl}/v1/traces` }))
  const tracerProvider = new NodeTracerProvider({ spanProcessors: [processor] })
  tracerProvider.register()
  // What ES modules need, which cannot be patched while they load.
  new OpenAIInstrumentation({ tracerProvider }).manuallyInstrument(openai as never)
  return Promise.resolve({
    client: openClient(surroundings),
    flush: () => processor.forceFlush(),
  })
}
