// An app that watches its OpenAI client with OpenTelemetry's own instrumentation, on the 3.x line, with its texts.
import { createRequire } from 'node:module'
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai'
import { trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { createTrimtab } from '@trimtab/sdk'
import { clientOptions, runApp } from '../openai-app.mjs'

const sdk = new NodeSDK({ instrumentations: [new OpenAIInstrumentation({ captureMessageContent: true })] })
sdk.start()
// It is patched while it loads, so it is loaded only now, and as CommonJS.
const { OpenAI } = /** @type {typeof import('openai')} */ (createRequire(import.meta.url)('openai'))
await runApp(new OpenAI(clientOptions), { createTrimtab, trace })
await sdk.shutdown()
