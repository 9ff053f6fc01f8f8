// An app whose Anthropic client reports to the OpenTelemetry of the app by itself, with its texts.
import Anthropic from '@anthropic-ai/sdk'
import { trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { createTrimtab } from '@trimtab/sdk'

process.env['ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE'] = 'content'
const sdk = new NodeSDK()
sdk.start()
const plain = new Anthropic({ baseURL: process.env['MODEL_URL'] ?? '', apiKey: 'none', maxRetries: 0 })
const trimtab = process.argv[2] === 'wrapped' ? createTrimtab() : null
const client = trimtab === null ? plain : trimtab.wrapAnthropic(plain, { task: 'shop.reply' })
const asked = { model: 'claude-haiku-4-5', max_tokens: 300 }
const tools = [{ name: 'get_order_status', input_schema: { type: /** @type {const} */ ('object') } }]
/** @param {string} content */
const user = (content) => ({ role: /** @type {const} */ ('user'), content })

async function callModel() {
  await client.messages.create({
    ...asked,
    system: 'You answer for the shop.',
    messages: [user('Do you ship to Iceland?')],
  })
  await client.messages.create({ ...asked, tools, messages: [user('Where is my order A-2077?')] })
  await client.messages.create({ ...asked, messages: [user('Did I ask too often?')] }).catch(() => undefined)
}

if (trimtab === null) await callModel()
else {
  await trace.getTracer('shop').startActiveSpan('POST /chat', async (request) => {
    await callModel()
    request.end()
  })
  await trimtab.close()
}
await sdk.shutdown()
