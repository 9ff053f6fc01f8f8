import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeParts, recordingIngest, STORED } from '../../fixtures/app-parts.ts'
import { createApp } from '../app.ts'
import { withBody } from './read-body.ts'
import { createByteBudget } from './byte-budget.ts'
import { listen, type Listening } from '../listen.ts'
import { answerProblem, type ProblemError } from '../problem.ts'

const BYTES_MAX = 1000

let budget: ReturnType<typeof createByteBudget>
let listening: Listening
let sockets: Socket[]
let windowBytesMin: number

beforeEach(async () => {
  sockets = []
  windowBytesMin = 0
  budget = createByteBudget()
  const app = new Hono().post('/', (context) =>
    withBody(
      context,
      { budget, bytesMax: BYTES_MAX, patience: { totalMs: 400, windowMs: 50, windowBytesMin } },
      async (body) => context.text(`took ${body.byteLength}`),
    ),
  )
  app.onError((error, context) => answerProblem(context, error as ProblemError))
  listening = await listen({ app, host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await listening.stop()
})

/** A connection that says exactly this, and everything that comes back over it. */
async function open(
  url = listening.url,
): Promise<{ say: (text: string | Uint8Array) => void; heard: () => string; socket: Socket }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  sockets.push(socket)
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return { say: (said) => void socket.write(said), heard: () => text, socket }
}

function head(...headers: string[]): string {
  return ['POST / HTTP/1.1', 'host: 127.0.0.1', ...headers, '', ''].join('\r\n')
}

describe('a body over a socket', () => {
  it('is taken in chunks, without a length', async () => {
    const { say, heard } = await open()
    say(`${head('transfer-encoding: chunked')}3\r\nabc\r\n`)
    await pause(10)
    say('2\r\nde\r\n0\r\n\r\n')
    await expect.poll(heard).toContain('took 5')
  })

  it('is waited for with 100-continue', async () => {
    const { say, heard } = await open()
    say(head('content-length: 5', 'expect: 100-continue'))
    await expect.poll(heard).toContain('100 Continue')
    say('abcde')
    await expect.poll(heard).toContain('took 5')
  })

  it('leaves the connection good for the next', async () => {
    const { say, heard } = await open()
    say(`${head('content-length: 3')}abc`)
    await expect.poll(heard).toContain('took 3')
    say(`${head('content-length: 4')}abcd${head('content-length: 0')}`)
    await expect.poll(heard).toContain('took 4')
    await expect.poll(heard).toContain('took 0')
  })

  it('that names a length past the bound is refused before it comes', async () => {
    const { say, heard } = await open()
    say(head(`content-length: ${BYTES_MAX + 1}`))
    await expect.poll(heard).toContain('413 Payload Too Large')
  })

  it('that grows past the bound is refused on the way, and the connection ends', async () => {
    const { say, heard, socket } = await open()
    say(head('transfer-encoding: chunked'))
    for (let sent = 0; sent < 20; sent += 1) say(`64\r\n${'x'.repeat(100)}\r\n`)
    await expect.poll(heard).toContain('413 Payload Too Large')
    await expect.poll(() => socket.closed, { timeout: 3000 }).toBe(true)
    expect(budget.bytesHeld()).toBe(0)
  })

  it('that stands still is cut off long before its time is over', async () => {
    windowBytesMin = 10
    const { say, heard } = await open()
    const startMs = performance.now()
    say(`${head('transfer-encoding: chunked')}3\r\nabc\r\n`)
    await expect.poll(heard, { timeout: 3000 }).toContain('408 Request Timeout')
    expect(performance.now() - startMs).toBeLessThan(300)
  })

  it('may take all its time while it keeps coming', async () => {
    windowBytesMin = 1
    const { say, heard } = await open()
    say(head('transfer-encoding: chunked'))
    for (let chunks = 0; chunks < 10; chunks += 1) {
      say('3\r\nabc\r\n')
      await pause(20)
    }
    say('0\r\n\r\n')
    await expect.poll(heard).toContain('took 30')
  })

  it('that comes too slowly is cut off, and holds nothing any more', async () => {
    const { say, heard, socket } = await open()
    say(`${head('content-length: 500')}a few`)
    await expect.poll(() => budget.bytesHeld()).toBeGreaterThan(0)
    await expect.poll(heard, { timeout: 3000 }).toContain('408 Request Timeout')
    expect(heard()).toMatch(/connection: close/i)
    await expect.poll(() => socket.closed, { timeout: 3000 }).toBe(true)
    expect(budget.bytesHeld()).toBe(0)
  })

  it('of a client that goes away holds nothing', async () => {
    const { say, socket } = await open()
    say(`${head('content-length: 500')}a few`)
    await expect.poll(() => budget.bytesHeld()).toBeGreaterThan(0)
    socket.destroy()
    await expect.poll(() => budget.bytesHeld()).toBe(0)
  })

  it('may be packed', async () => {
    const packed = gzipSync('x'.repeat(900))
    const { say, heard } = await open()
    say(head(`content-length: ${packed.byteLength}`, 'content-encoding: gzip'))
    say(packed)
    await expect.poll(heard).toContain('took 900')
  })
})

describe('ten times what the process may hold', () => {
  it('is refused politely, never holds more, and is over at once', async () => {
    const small = createByteBudget({ bytesMax: 4 * 1024 * 1024 })
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>()
    const ingest = recordingIngest(async () => {
      await released
      return STORED
    })
    const parts = makeParts({ ingest, budget: small })
    const server = await listen({ app: createApp(parts), host: '127.0.0.1', port: 0 })
    const post = () =>
      fetch(`${server.url}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Uint8Array(400 * 1024).fill(32),
      })
    let heldMost = 0
    const watch = setInterval(() => (heldMost = Math.max(heldMost, small.bytesHeld())), 1)
    const answers = Array.from({ length: 100 }, post)
    const refused = async () =>
      (
        await Promise.all(answers.map((answer) => Promise.race([answer.then(({ status }) => status), pause(0, 0)])))
      ).filter((status) => status === 503).length
    await expect.poll(async () => (await refused()) + ingest.parcels.length, { timeout: 10_000 }).toBe(100)
    release(undefined)
    const statuses = (await Promise.all(answers)).map(({ status, headers }) => [status, headers.get('retry-after')])
    clearInterval(watch)
    expect(new Set(statuses.map(String))).toEqual(new Set(['200,', '503,1']))
    expect([heldMost <= 4 * 1024 * 1024, small.bytesHeld()]).toEqual([true, 0])
    expect((await post()).status).toBe(200)
    await server.stop()
  })
})
