// A provider of models on this machine, for apps that are watched by others: it answers the same question always the same
// way, in the forms of the OpenAI and Anthropic APIs, and remembers each call, which is the truth that tests compare with.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  chatAnswer,
  chatChunks,
  embeddingsAnswer,
  messagesAnswer,
  type Reply,
  responsesAnswer,
} from './model-answers.ts'

const BODY_BYTES_MAX = 1_000_000

export interface ServedCall {
  path: string
  model: string
  /** The last thing the user said; for embeddings what is to be embedded. */
  question: string
  status: number
  /** What the answer calls itself; null where it has no name. */
  responseId: string | null
  answer: string | null
  toolCall: Reply['toolCall']
  inputTokens: number | null
  outputTokens: number | null
  isStreamed: boolean
}

export interface ModelServer {
  url: string
  calls: ServedCall[]
  close: () => Promise<void>
}

interface ModelRequest {
  model: string
  messages?: { role: string; content?: unknown }[]
  input?: unknown
  tools?: unknown[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
}

export async function startModelServer(): Promise<ModelServer> {
  const calls: ServedCall[] = []
  const server = createServer((request, response) => {
    void answer(request, response, calls)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, calls, close: () => close(server) }
}

async function answer(request: IncomingMessage, response: ServerResponse, calls: ServedCall[]): Promise<void> {
  const body = JSON.parse(await read(request)) as ModelRequest
  const path = (request.url ?? '').replace(/\?.*/, '')
  const question = questionOf(body)
  const call: ServedCall = {
    path,
    model: body.model,
    question,
    status: 200,
    responseId: null,
    answer: null,
    toolCall: null,
    inputTokens: null,
    outputTokens: null,
    isStreamed: body.stream === true,
  }
  calls.push(call)
  if (question.includes('too often')) {
    call.status = 429
    const error = { message: 'Slow down, please.', type: 'rate_limit_error', code: 'rate_limit_exceeded' }
    return send(response, call.status, path.endsWith('/messages') ? { type: 'error', error } : { error })
  }
  const reply = replyTo(body, question, calls.length)
  call.inputTokens = reply.inputTokens
  if (path.endsWith('/embeddings')) return send(response, 200, embeddingsAnswer(reply, inputsOf(body)))
  Object.assign(call, {
    responseId: reply.id,
    answer: reply.text,
    toolCall: reply.toolCall,
    outputTokens: reply.outputTokens,
  })
  if (path.endsWith('/chat/completions')) {
    if (!call.isStreamed) return send(response, 200, chatAnswer(reply))
    return stream(response, chatChunks(reply, body.stream_options?.include_usage === true))
  }
  if (path.endsWith('/responses')) return send(response, 200, responsesAnswer(reply))
  if (path.endsWith('/messages')) return send(response, 200, messagesAnswer(reply))
  return send(response, 404, { error: { message: `nothing at ${path}` } })
}

/** The same question is answered alike; only the id tells calls apart. */
function replyTo({ model, messages = [], tools = [] }: ModelRequest, question: string, number: number): Reply {
  const hasResult = messages.some(
    ({ role, content }) => role === 'tool' || JSON.stringify(content ?? '').includes('tool_result'),
  )
  const isToolTurn = tools.length > 0 && !hasResult
  const words = question.split(/\s+/).length
  return {
    id: `answer-${number}-of-${words}`,
    model: `${model}-2026-08-06`,
    text: isToolTurn ? null : `An answer of the model to: ${question}`,
    toolCall: isToolTurn ? { id: `call_${number}`, name: 'get_order_status', arguments: { order_id: 'A-2077' } } : null,
    inputTokens: 100 + words,
    outputTokens: 10 + words,
  }
}

function questionOf(body: ModelRequest): string {
  const asked = body.messages?.findLast(({ role, content }) => role === 'user' && textOf(content) !== '')
  return asked === undefined ? inputsOf(body).join(' ') : textOf(asked.content)
}

function inputsOf({ input }: ModelRequest): string[] {
  return (Array.isArray(input) ? input : [input]).map((item: unknown) =>
    typeof item === 'object' && item !== null && 'content' in item ? textOf(item.content) : textOf(item),
  )
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: string }) => part.text ?? '').join('')
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > BODY_BYTES_MAX) throw new Error('the request of a test is small')
  }
  return text
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function stream(response: ServerResponse, chunks: unknown[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  response.end('data: [DONE]\n\n')
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
