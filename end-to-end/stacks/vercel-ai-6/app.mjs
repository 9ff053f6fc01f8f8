// An app on the AI SDK 6, with the telemetry it brings.
import { createOpenAI } from '@ai-sdk/openai'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { embed, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai'

const sdk = new NodeSDK()
sdk.start()
const openai = createOpenAI({ baseURL: `${process.env['MODEL_URL']}/v1`, apiKey: 'none' })
const model = openai.chat('gpt-4o-mini')
const asked = {
  model,
  maxRetries: 0,
  experimental_telemetry: { isEnabled: true, metadata: { sessionId: 'session-1', userId: 'user-1' } },
}
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
  stopWhen: stepCountIs(2),
  prompt: 'Where is my order A-2077?',
})
await generateText({ ...asked, prompt: 'Did I ask too often?' }).catch(() => undefined)
await embed({
  model: openai.embedding('text-embedding-3-small'),
  value: 'waterproof jacket',
  experimental_telemetry: asked.experimental_telemetry,
})
await sdk.shutdown()
