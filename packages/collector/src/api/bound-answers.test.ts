import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boundAnswers } from './bound-answers.ts'
import { listen, type Listening } from './listen.ts'
import { answerProblem, type ProblemError } from './problem.ts'

const ANSWER_BYTES = 8 * 1024 * 1024

let listening: Listening
let sockets: Socket[]

beforeEach(async () => {
  sockets = []
  const app = new Hono()
  app.use(boundAnswers({ bytesMax: 3 * ANSWER_BYTES, standstillMsMax: 300 }))
  app.get('/large', (context) => context.text('x'.repeat(ANSWER_BYTES)))
  app.get('/empty', (context) => context.body(null, 204))
  app.onError((error, context) => answerProblem(context, error as ProblemError))
  listening = await listen({ app, host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await listening.stop()
})

/** Asks and reads nothing. */
async function askAndWait(): Promise<Socket> {
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.pause()
  socket.write('GET /large HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  return socket
}

async function statusOf(path: string): Promise<number> {
  const response = await fetch(`${listening.url}${path}`)
  await response.arrayBuffer()
  return response.status
}

describe('answers on their way', () => {
  it('are as they were made, one after another without end', async () => {
    for (let asked = 0; asked < 10; asked += 1) {
      const response = await fetch(`${listening.url}/large`)
      expect([response.status, (await response.text()).length]).toEqual([200, ANSWER_BYTES])
    }
    expect(await statusOf('/empty')).toBe(204)
  })

  it('are refused while as many as are held are not read, and given up after a while', async () => {
    await askAndWait()
    await askAndWait()
    await expect.poll(() => statusOf('/large'), { interval: 20 }).toBe(503)
    await expect.poll(() => statusOf('/large'), { interval: 50, timeout: 5000 }).toBe(200)
  })
})
