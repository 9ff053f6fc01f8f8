import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../listen.ts'
import { discardRest } from './discard-rest.ts'

const BODY_BYTES = 24 * 1024 * 1024

let listening: Listening
let socket: Socket
let heard: string

beforeEach(async () => {
  const app = new Hono()
  app.use(discardRest)
  app.post('/', (context) => context.text('no room', 503))
  listening = await listen({ app, host: '127.0.0.1', port: 0 })
  heard = ''
  socket = connect(Number(new URL(listening.url).port), '127.0.0.1')
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
  await once(socket, 'connect')
})
afterEach(async () => {
  socket.destroy()
  await listening.stop()
})

function head(bytes: number): string {
  return `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${bytes}\r\n\r\n`
}

describe('a request that is refused before its body is read', () => {
  it('is told so once it has sent everything, and may go on', async () => {
    const failures: Error[] = []
    socket.on('error', (error) => failures.push(error))
    socket.write(head(BODY_BYTES))
    for (let sent = 0; sent < BODY_BYTES; sent += BODY_BYTES / 24)
      if (!socket.write(Buffer.alloc(BODY_BYTES / 24))) await once(socket, 'drain')
    await expect.poll(() => heard).toContain('503 Service Unavailable')
    socket.write(`${head(2)}{}`)
    await expect.poll(() => heard.split('503 Service Unavailable').length).toBe(3)
    expect([failures, heard.toLowerCase().includes('connection: close')]).toEqual([[], false])
  })

  it('is told so without its rest when that does not come', async () => {
    socket.write(`${head(1000)}half`)
    await expect.poll(() => heard, { timeout: 5000 }).toMatch(/503 Service Unavailable[^]*connection: close/i)
    await expect.poll(() => socket.readableEnded, { timeout: 2000 }).toBe(true)
  })
})
