// What every app on an OpenAI client does: it asks its model a question, one that is streamed, one with a tool and its
// result, one that is refused, and for an embedding. Told `wrapped`, it is watched by Trimtab as well.

const MODEL = 'gpt-4o-mini'
const TOOL = {
  type: /** @type {const} */ ('function'),
  function: {
    name: 'get_order_status',
    description: 'Where an order is',
    parameters: { type: 'object', properties: { order_id: { type: 'string' } } },
  },
}

/**
 * What is used of a client; its own types differ from stack to stack.
 *
 * @typedef {object} Client
 * @property {{ completions: { create(body: object): PromiseLike<unknown> } }} chat
 * @property {{ create(body: object): PromiseLike<unknown> }} embeddings
 */

/** @typedef {{ choices: [{ message: { tool_calls: [{ id: string }] } }] }} ToolTurn */

export const clientOptions = { baseURL: `${process.env['MODEL_URL']}/v1`, apiKey: 'none', maxRetries: 0 }

/**
 * @typedef {{ startActiveSpan<Result>(name: string, work: (span: { end(): void }) => Result): Result }} Tracer
 *
 * @typedef {object} Trimtab
 * @property {(client: Client, options: { task: string }) => Client} wrapOpenAI
 * @property {() => Promise<unknown>} close
 */

/**
 * Each call is a trace of its own, or all of them are part of one request, as they are in a server.
 *
 * @param {Client} client
 * @param {object} packages
 * @param {() => Trimtab} packages.createTrimtab
 * @param {{ getTracer(name: string): Tracer }} packages.trace
 */
export async function runApp(client, { createTrimtab, trace }) {
  if (process.argv[2] !== 'wrapped') return callModel(client)
  const trimtab = createTrimtab()
  await trace.getTracer('shop').startActiveSpan('POST /chat', async (request) => {
    await callModel(trimtab.wrapOpenAI(client, { task: 'shop.reply' }))
    request.end()
  })
  await trimtab.close()
}

/** @param {Client} client */
async function callModel(client) {
  const { completions } = client.chat
  await completions.create({
    model: MODEL,
    temperature: 0.2,
    messages: [
      { role: 'system', content: 'You answer for the shop.' },
      { role: 'user', content: 'Do you ship to Iceland?' },
    ],
  })
  const chunks = await completions.create({
    model: MODEL,
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: 'Tell me of the tent, please.' }],
  })
  for await (const chunk of /** @type {AsyncIterable<unknown>} */ (chunks)) void chunk
  await useTool(completions)
  try {
    await completions.create({ model: MODEL, messages: [{ role: 'user', content: 'Did I ask too often?' }] })
  } catch {
    // That is the answer.
  }
  await client.embeddings.create({ model: 'text-embedding-3-small', input: ['waterproof jacket'] })
}

/** @param {Client['chat']['completions']} completions */
async function useTool(completions) {
  const question = { role: 'user', content: 'Where is my order A-2077?' }
  const turn = await completions.create({ model: MODEL, tools: [TOOL], messages: [question] })
  const [{ message }] = /** @type {ToolTurn} */ (turn).choices
  const [call] = message.tool_calls
  const result = { role: 'tool', tool_call_id: call.id, content: '{"status":"in_transit"}' }
  await completions.create({ model: MODEL, tools: [TOOL], messages: [question, message, result] })
}
