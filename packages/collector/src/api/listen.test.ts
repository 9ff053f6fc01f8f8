import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../refusal.ts'
import { listen, type Listening } from './listen.ts'

const HOST = '127.0.0.1'

function open(app = new Hono(), port = 0): Promise<Listening> {
  return listen({ app, host: HOST, port })
}

async function refusalOf(listening: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await listening.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!Refusal.is(error)) throw new Error('it was not refused in a sentence', { cause: error })
  return error
}

describe('listening', () => {
  it('answers at the address it names, whatever port it was given', async () => {
    const { url, stop } = await open(new Hono().get('/', (context) => context.text('here')))
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
    expect(await (await fetch(url)).text()).toBe('here')
    await stop()
  })

  it('is refused on a port that is taken, with what to do', async () => {
    const { url, stop } = await open()
    const port = Number(new URL(url).port)
    const { code, message } = await refusalOf(open(new Hono(), port))
    expect([code, message]).toEqual([
      'port.taken',
      `Port ${port} on 127.0.0.1 is taken; stop what listens there, or choose another with --port.`,
    ])
    await stop()
  })

  it('is refused on an address that this machine does not have', async () => {
    expect((await refusalOf(listen({ app: new Hono(), host: '192.0.2.1', port: 0 }))).code).toBe('host.unavailable')
  })
})

describe('a connection that says little', () => {
  it('is closed when its head does not end', async () => {
    const times = { headersTimeout: 100, requestTimeout: 1000, connectionsCheckingInterval: 20 }
    const { url, stop } = await listen({ app: new Hono(), host: HOST, port: 0, times })
    const [silent, slow] = [0, 1].map(() => connect(Number(new URL(url).port), HOST)) as [Socket, Socket]
    const startMs = performance.now()
    slow.write('GET / HTTP/1.1\r\n')
    const drip = setInterval(() => slow.write('x-a: b\r\n'), 20)
    silent.resume()
    slow.resume()
    for (const socket of [silent, slow]) socket.on('error', () => undefined)
    await Promise.all([once(silent, 'close'), once(slow, 'close')])
    clearInterval(drip)
    expect(performance.now() - startMs).toBeLessThan(2000)
    await stop()
  })
})

describe('stopping', () => {
  it('waits for a request under way, answers it and takes no other', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>()
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>()
    const app = new Hono().get('/', async (context) => {
      arrive(undefined)
      await released
      return context.text('done')
    })
    const { url, stop } = await open(app)
    const answer = fetch(url).then((response) => response.text())
    await arrived
    const stopping = stop().then(() => 'stopped')
    await expect(fetch(url)).rejects.toThrow('fetch failed')
    expect(await Promise.race([stopping, pause(50, 'waiting')])).toBe('waiting')
    release(undefined)
    expect(await answer).toBe('done')
    const answeredMs = performance.now()
    await stopping
    // A connection that is kept alive is not waited for.
    expect(performance.now() - answeredMs).toBeLessThan(2000)
  })

  it('does not wait for connections that nobody uses', async () => {
    const { url, stop } = await open(new Hono().get('/', (context) => context.text('here')))
    await (await fetch(url)).text()
    const startMs = performance.now()
    await stop()
    expect(performance.now() - startMs).toBeLessThan(2000)
  })
})
