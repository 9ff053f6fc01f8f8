// An app on the AI SDK 7, with its telemetry for OpenTelemetry.
import { createOpenAI } from '@ai-sdk/openai'
import { OpenTelemetry } from '@ai-sdk/otel'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { embed, generateText, isStepCount, jsonSchema, registerTelemetry, streamText, tool } from 'ai'

const sdk = new NodeSDK()
sdk.start()
registerTelemetry(new OpenTelemetry())
const openai = createOpenAI({ baseURL: `${process.env['MODEL_URL']}/v1`, apiKey: 'none' })
const asked = { model: openai.chat('gpt-4o-mini'), maxRetries: 0 }
await generateText({
  ...asked,
  system: 'You answer for the shop.',
  temperature: 0.2,
  prompt: 'Do you ship to Iceland?',
})
await streamText({ ...asked, prompt: 'Tell me of the tent, please.' }).consumeStream()
const statusTool = tool({
  description: 'Where an order is',
  inputSchema: jsonSchema({ type: 'object', properties: { order_id: { type: 'string' } } }),
  execute: () => ({ status: 'in_transit' }),
})
await generateText({
  ...asked,
  tools: { get_order_status: statusTool },
  stopWhen: isStepCount(2),
  prompt: 'Where is my order A-2077?',
})
await generateText({ ...asked, prompt: 'Did I ask too often?' }).catch(() => undefined)
await embed({ model: openai.embedding('text-embedding-3-small'), value: 'waterproof jacket' })
await sdk.shutdown()
