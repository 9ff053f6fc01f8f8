// An app that watches its OpenAI client with Langfuse, of a session and a user, and sends to Langfuse's address.
import { observeOpenAI } from '@langfuse/openai'
import { LangfuseSpanProcessor } from '@langfuse/otel'
import { propagateAttributes } from '@langfuse/tracing'
import { trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { createTrimtab } from '@trimtab/sdk'
import { OpenAI } from 'openai'
import { clientOptions, runApp } from '../openai-app.mjs'

const processor = new LangfuseSpanProcessor({
  publicKey: 'pk-lf-app',
  secretKey: 'sk-lf-app',
  baseUrl: process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '',
})
const sdk = new NodeSDK({ spanProcessors: [processor] })
sdk.start()
const client = observeOpenAI(new OpenAI(clientOptions))
await propagateAttributes({ sessionId: 'session-1', userId: 'user-1' }, () => runApp(client, { createTrimtab, trace }))
await sdk.shutdown()
