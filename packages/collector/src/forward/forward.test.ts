import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createForward, type Forward, VIA_HEADER } from './forward.ts'
import { readForwardTarget } from './target.ts'

interface Arrived {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

let arrived: Arrived[]
let answer: () => number | Promise<number>
let server: Server
let url: string
let forwards: Forward[]
let paused: number[]

beforeEach(async () => {
  arrived = []
  forwards = []
  paused = []
  answer = () => 200
  server = createServer((request, response) => {
    void takeIn(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/otel`
})
afterEach(async () => {
  await Promise.all(forwards.map((forward) => forward.stop()))
  server.closeAllConnections()
  server.close()
})

async function takeIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await buffer(request)
  arrived.push({ path: request.url ?? '', headers: request.headers, body: gunzipSync(bytes).toString() })
  response.writeHead(await answer(), { 'retry-after': '3' }).end()
}

function open(said: Partial<Parameters<typeof createForward>[0]> = {}): Forward {
  const target = readForwardTarget(url, 'x-tenant=one,authorization=Bearer%20secret')
  if (target === null) throw new Error('no target')
  const pauseNot = async (ms: number) => void paused.push(ms)
  const forward = createForward({ target, ownName: 'this-one', pause: pauseNot, ...said })
  forwards.push(forward)
  return forward
}

function offer(forward: Forward, text: string, via?: string): void {
  forward.offer({ signal: 'traces', encoding: 'json', body: new TextEncoder().encode(text), via })
}

const nothingDropped = { queue_full: 0, memory: 0, refused: 0, unreachable: 0, circle: 0, stopped: 0 }

describe('forwarding', () => {
  it('says once what goes wrong and that it goes well again, with the host and no secret', async () => {
    let now = 0
    const sentences: string[] = []
    const statuses = [401, 401, 401, 503, 503, 503, 200]
    answer = () => statuses.shift() ?? 200
    const forward = open({ clock: () => now, say: ({ sentence, count }) => sentences.push(`${count} ${sentence}`) })
    const refusedOf = async (count: number) => {
      offer(forward, 'no')
      await expect.poll(() => forward.counts().dropped.refused).toBe(count)
    }
    await refusedOf(1)
    await refusedOf(2)
    now += 60_000
    await refusedOf(3)
    offer(forward, 'yes')
    await expect.poll(() => forward.counts().forwarded).toBe(1)
    const { host } = new URL(url)
    const refused = `What is sent on to ${host} is refused: it answers 401`
    expect(sentences).toEqual([
      expect.stringContaining(`undefined ${refused}`),
      expect.stringContaining(`2 ${refused}`),
      `undefined Nothing can be sent on to ${host}: it answers 503. It is tried again.`,
      `undefined What is sent on to ${host} is taken again.`,
    ])
  })

  it('that is refused now and then is said once a minute', async () => {
    const sentences: string[] = []
    const statuses = [400, 200, 400, 200]
    answer = () => statuses.shift() ?? 200
    const forward = open({ clock: () => 0, say: ({ sentence }) => sentences.push(sentence) })
    for (const count of [1, 2, 3, 4]) {
      offer(forward, 'now and then')
      await expect.poll(() => forward.counts().dropped.refused + forward.counts().forwarded).toBe(count)
    }
    expect(sentences).toEqual([
      expect.stringMatching(/is refused: it answers 400\.$/),
      expect.stringMatching(/taken again/),
    ])
  })

  it('sends each body to the address of its signal, as it was spelled', async () => {
    const forward = open()
    offer(forward, '{"one":1}')
    forward.offer({ signal: 'logs', encoding: 'protobuf', body: Uint8Array.of(1), via: 'another' })
    await expect.poll(() => forward.counts().forwarded).toBe(2)
    expect(arrived.toSorted((left, right) => left.path.localeCompare(right.path))).toMatchObject([
      {
        path: '/otel/v1/logs',
        headers: { 'content-type': 'application/x-protobuf', [VIA_HEADER]: 'another,this-one' },
      },
      {
        path: '/otel/v1/traces',
        headers: { 'content-type': 'application/json', 'x-tenant': 'one', authorization: 'Bearer secret' },
        body: '{"one":1}',
      },
    ])
    expect(forward.counts()).toEqual({ forwarded: 2, dropped: nothingDropped, waiting: 0, waitingBytes: 0 })
  })

  it.each([429, 502, 503, 504])('tries again after %i, as late as it is asked to', async (status) => {
    const statuses = [status, status, 200]
    answer = () => statuses.shift() ?? 200
    const forward = open()
    offer(forward, 'again')
    await expect.poll(() => forward.counts().forwarded).toBe(1)
    expect([arrived.length, paused]).toEqual([3, [3000, 3000]])
  })

  it('gives up where the other side will not have it, and where it cannot be reached', async () => {
    answer = () => 400
    const forward = open()
    offer(forward, 'no')
    await expect.poll(() => forward.counts().dropped.refused).toBe(1)
    const lost = open({ target: { url: 'http://127.0.0.1:9', headers: {} } })
    offer(lost, 'nobody there')
    await expect.poll(() => lost.counts().dropped.unreachable).toBe(1)
    expect(paused).toEqual([1000, 2000, 4000, 8000, 16_000])
  })

  it('holds a bounded amount, and the oldest gives way', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<number>()
    answer = () => released
    const forward = open({ bytesMax: 50 })
    for (let number = 10; number < 40; number += 1) offer(forward, `body-${number}-`)
    await expect.poll(() => arrived.length).toBe(4)
    expect(forward.counts()).toMatchObject({ waiting: 6, dropped: { queue_full: 20 } })
    expect(forward.counts().waitingBytes).toBeLessThanOrEqual(50)
    release(200)
    await expect.poll(() => forward.counts().forwarded).toBe(10)
    expect(arrived.map(({ body }) => body)).toContain('body-39-')
  })

  it('counts what was too large to keep and what there was no room to copy', () => {
    const forward = open({ bytesMax: 5 })
    offer(forward, 'longer than five')
    forward.offer({ signal: 'traces', encoding: 'json', body: null, via: undefined })
    expect(forward.counts().dropped).toEqual({ ...nothingDropped, queue_full: 1, memory: 1 })
  })

  it('sends nothing round in a circle', () => {
    const forward = open()
    offer(forward, 'back again', 'another,this-one')
    offer(forward, 'far travelled', 'a,b,c,d,e,f,g,h')
    expect(forward.counts().dropped).toEqual({ ...nothingDropped, circle: 2 })
  })

  it('sends what waits before it stops, and waits for it no longer than it may', async () => {
    const forward = open()
    for (let number = 0; number < 20; number += 1) offer(forward, `${number}`)
    await forward.stop()
    expect([arrived.length, forward.counts().forwarded]).toEqual([20, 20])
    offer(forward, 'too late')
    expect(forward.counts().dropped.stopped).toBe(1)

    answer = () => new Promise(() => undefined)
    const stuck = open({ stopMsMax: 100 })
    for (let number = 0; number < 20; number += 1) offer(stuck, `${number}`)
    const startMs = performance.now()
    await stuck.stop()
    expect(performance.now() - startMs).toBeLessThan(2000)
    expect(stuck.counts().dropped.stopped).toBe(20)
  })
})
