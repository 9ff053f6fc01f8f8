// OpenLLMetry, as Traceloop's own bundle sets it up: batch processor, protobuf exporter, content captured.
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { OpenAIInstrumentation } from '@traceloop/instrumentation-openai'
import { OpenAI } from 'openai'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url: `${surroundings.sinkUrl}/v1/traces` }))
  const tracerProvider = new NodeTracerProvider({ spanProcessors: [processor] })
  tracerProvider.register()
  const instrumentation = new OpenAIInstrumentation({ traceContent: true })
  instrumentation.setTracerProvider(tracerProvider)
  instrumentation.manuallyInstrument(OpenAI)
  return Promise.resolve({
    client: openClient(surroundings),
    flush: () => processor.forceFlush(),
  })
}
