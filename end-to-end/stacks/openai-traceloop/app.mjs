// An app that watches its OpenAI client with OpenLLMetry, with its texts.
import { trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { OpenAIInstrumentation } from '@traceloop/instrumentation-openai'
import { createTrimtab } from '@trimtab/sdk'
import { OpenAI } from 'openai'
import { clientOptions, runApp } from '../openai-app.mjs'

const sdk = new NodeSDK()
sdk.start()
new OpenAIInstrumentation({ traceContent: true }).manuallyInstrument(OpenAI)
await runApp(new OpenAI(clientOptions), { createTrimtab, trace })
await sdk.shutdown()
