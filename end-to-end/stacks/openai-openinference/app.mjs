// An app that watches its OpenAI client with OpenInference.
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai'
import { trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { createTrimtab } from '@trimtab/sdk'
import * as openai from 'openai'
import { clientOptions, runApp } from '../openai-app.mjs'

const sdk = new NodeSDK()
sdk.start()
new OpenAIInstrumentation().manuallyInstrument(/** @type {never} */ (openai))
await runApp(new openai.OpenAI(clientOptions), { createTrimtab, trace })
await sdk.shutdown()
