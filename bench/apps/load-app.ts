// Sends bodies to a collector over a number of connections, each with the next as soon as the last is answered, and says
// what was answered and after how long.
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip, zstdCompress } from 'node:zlib'
import { type BodyOptions, createBodies } from '../traffic/bodies.ts'
import { readOptions, say } from './options.ts'

export interface LoadOptions extends BodyOptions {
  url: string
  connections: number
  compression: 'none' | 'gzip' | 'zstd'
  warmUpMs: number
  measuredMs: number
  firstRequest: number
  /** Of all connections together; absent: as many as are answered. */
  requestsPerSecond?: number
}

export interface LoadResult {
  /** Predictions in requests that were answered 200 while it was measured. */
  acknowledged: number
  seconds: number
  /** Of requests answered 200, in milliseconds, sorted. */
  latencies: number[]
  /** Answers by status, and how many of those that refuse name a time to come again. */
  statuses: { [status: string]: number }
  withRetryAfter: number
  bytesSent: number
  nextRequest: number
}

interface Answer {
  status: number
  retryAfter: boolean
}

const compressors = { gzip: promisify(gzip), zstd: promisify(zstdCompress) }

const options = readOptions() as LoadOptions
const makeBody = createBodies(options)
const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
const address = new URL('/v1/traces', options.url)
const headers = {
  'content-type': options.encoding === 'json' ? 'application/json' : 'application/x-protobuf',
  ...(options.compression === 'none' ? {} : { 'content-encoding': options.compression }),
}

function send(body: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(address, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } })
    sent.on('response', (response) => {
      response.resume()
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] !== undefined }),
      )
    })
    sent.on('error', () => resolve({ status: 0, retryAfter: false }))
    sent.end(body)
  })
}

const result: LoadResult = {
  acknowledged: 0,
  seconds: 0,
  latencies: [],
  statuses: {},
  withRetryAfter: 0,
  bytesSent: 0,
  nextRequest: options.firstRequest,
}
const startMs = performance.now() + options.warmUpMs
const endMs = startMs + options.measuredMs

/** Until this request is due. */
async function waitFor(number: number): Promise<void> {
  const { requestsPerSecond, warmUpMs, firstRequest } = options
  if (requestsPerSecond === undefined) return
  const dueMs = startMs - warmUpMs + ((number - firstRequest) * 1000) / requestsPerSecond
  await sleep(Math.max(0, dueMs - performance.now()))
}

async function keepSending(): Promise<void> {
  while (performance.now() < endMs) {
    const number = result.nextRequest
    result.nextRequest += 1
    const plain = makeBody(number)
    await waitFor(number)
    const body = options.compression === 'none' ? plain : await compressors[options.compression](plain)
    const sentMs = performance.now()
    const { status, retryAfter } = await send(body)
    const answeredMs = performance.now()
    if (answeredMs < startMs || answeredMs > endMs) continue
    result.bytesSent += body.length
    result.statuses[status] = (result.statuses[status] ?? 0) + 1
    if (status !== 200 && retryAfter) result.withRetryAfter += 1
    if (status !== 200) continue
    result.acknowledged += options.perRequest
    result.latencies.push(answeredMs - sentMs)
  }
}

await Promise.all(Array.from({ length: options.connections }, keepSending))
result.seconds = options.measuredMs / 1000
result.latencies.sort((one, other) => one - other)
agent.destroy()
await say(result)
