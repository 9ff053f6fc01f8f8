// The pretended provider: speaks OpenAI's protocol, and its base address says how it answers, such as `/chunks-20/v1`.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CannedAnswer, createAnswers, makeEvents } from './canned-answers.ts'
import { answerParent } from './parent.ts'

/** How far the last slow stream came. */
export interface SlowStream {
  eventsWritten: number
  eventCount: number
  isCutByClient: boolean
}

const SLOW_CHUNKS = 20
const SLOW_CHUNK_MS = 10
const CUT_AFTER_EVENTS = 6

const answersByWay = new Map<string, () => CannedAnswer>()
let lastSlow: SlowStream | undefined

function nextAnswer(way: string): CannedAnswer {
  const next = answersByWay.get(way) ?? createAnswers(way)
  answersByWay.set(way, next)
  return next()
}

async function streamSlowly(response: ServerResponse, isCutByUs: boolean): Promise<void> {
  const events = makeEvents(SLOW_CHUNKS, 1)
  const progress: SlowStream = { eventsWritten: 0, eventCount: events.length, isCutByClient: false }
  lastSlow = progress
  response.on('close', () => {
    progress.isCutByClient = !isCutByUs && !response.writableFinished
  })
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  for (const event of events) {
    if (response.destroyed) return
    response.write(event)
    progress.eventsWritten += 1
    if (isCutByUs && progress.eventsWritten === CUT_AFTER_EVENTS) {
      await sleep(SLOW_CHUNK_MS)
      response.socket?.destroy()
      return
    }
    await sleep(SLOW_CHUNK_MS)
  }
  response.end()
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume()
  await once(request, 'end')
  const way = request.url?.split('/')[1] ?? ''
  if (way === 'slow' || way === 'cut') return streamSlowly(response, way === 'cut')
  if (way === 'refusing') {
    response.writeHead(429, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message: 'slow down', type: 'rate_limit', code: 'rate_limit' } }))
    return
  }
  const { contentType, body } = nextAnswer(way)
  response.writeHead(200, { 'content-type': contentType, 'content-length': body.length })
  response.end(body)
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy())
})
server.keepAliveTimeout = 60_000

answerParent({
  listen: async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  },
  slowStream: () => lastSlow,
})
