// One request over Node's own client, which costs less than `fetch` and lets us say what may keep the process alive:
// none of it. Follows no redirect.
import { Agent, type ClientRequestArgs, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as SecureAgent, request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import { clearRealTimeout, setRealTimeout } from '../../clock.ts'
import { ANSWER_BYTES_MAX, type PostAnswer, type PostRequest } from '../platform.ts'

/** A connection that is not used for so long is closed: most collectors and proxies wait at least as long. */
const IDLE_MS_MAX = 4000
const SOCKETS_MAX = 4
/** As long as a connection is being made, the process cannot end. */
const CONNECT_MS_MAX = 3000

const KEEP_ALIVE = { keepAlive: true, timeout: IDLE_MS_MAX, maxSockets: SOCKETS_MAX, scheduling: 'lifo' } as const

const plain = withoutHold(new Agent(KEEP_ALIVE))
const secure = withoutHold(new SecureAgent(KEEP_ALIVE))

export function post({ address, headers, body, signal }: PostRequest): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const isSecure = address.startsWith('https:')
    const options: ClientRequestArgs = {
      method: 'POST',
      headers: { ...headers, 'content-length': body.byteLength },
      agent: isSecure ? secure : plain,
      signal,
    }
    const request = (isSecure ? requestHttps : requestHttp)(address, options)
    request.on('socket', (socket) => {
      socket.unref()
      if (socket.connecting) limitConnecting(socket)
    })
    request.on('error', reject)
    request.on('response', (response) => {
      readText(response).then((text) => resolve({ ...describe(response), text }), reject)
    })
    request.end(body)
  })
}

function limitConnecting(socket: Socket): void {
  const timer = setRealTimeout(() => {
    socket.destroy(Object.assign(new Error('nobody has answered'), { code: 'ETIMEDOUT' }))
  }, CONNECT_MS_MAX)
  timer.unref()
  const stop = (): void => clearRealTimeout(timer)
  socket.once('connect', stop)
  socket.once('close', stop)
}

/** The agent takes hold of a socket again whenever it uses it again. */
function withoutHold<Kept extends Agent>(agent: Kept): Kept {
  const reuseSocket = agent.reuseSocket.bind(agent)
  agent.reuseSocket = (socket, request) => {
    reuseSocket(socket, request)
    ;(socket as Socket).unref()
  }
  return agent
}

function describe({ statusCode = 0, headers }: IncomingMessage): Omit<PostAnswer, 'text'> {
  return { status: statusCode, retryAfter: headers['retry-after'] ?? null }
}

/** Reads to the end, so that the connection can be used again, but not without end. */
async function readText(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
