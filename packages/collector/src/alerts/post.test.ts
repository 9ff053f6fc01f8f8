import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPost } from './post.ts'

let server: Server
let url: string
let arrived: { body: string; headers: IncomingHttpHeaders }[]
let answer: { status: number; body: string; headers?: { [name: string]: string } }

beforeEach(async () => {
  arrived = []
  answer = { status: 204, body: '' }
  server = createServer((request, response) => {
    void takeIn(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function takeIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  arrived.push({ body: await text(request), headers: request.headers })
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

const post = createPost({ mayBePrivate: true })

it('a message arrives as it is, and what is answered is told', async () => {
  answer = { status: 418, body: ' no\n' }
  expect(await post({ url, headers: { 'x-one': '1' }, body: '{"ü":1}' })).toEqual({ status: 418, said: 'no' })
  expect(arrived).toEqual([{ body: '{"ü":1}', headers: expect.objectContaining({ 'x-one': '1' }) as unknown }])
})

it.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]', 'http://[::ffff:127.0.0.1]', 'http://2130706433'])(
  'nothing is sent to %s, whatever it is spelled like, where private addresses are refused',
  async (origin) => {
    const there = `${origin}:${new URL(url).port}/hook`
    const posted = await createPost({ mayBePrivate: false })({ url: there, headers: {}, body: '{}' })
    expect(posted).toEqual({ status: null, said: expect.stringContaining('leads into this network') as unknown })
    expect(arrived).toEqual([])
  },
)

it.each([
  ['127.0.0.1', '8.8.8.8'],
  ['8.8.8.8', '127.0.0.1'],
])('nothing is sent to a name that leads to %s and %s, as one of them is private', async (...addresses) => {
  const asked: string[] = []
  const refusing = createPost({ mayBePrivate: false }, (host, _options, done) => {
    asked.push(host)
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )
  })
  const there = `http://hooks.example.com:${new URL(url).port}/hook`
  const said: unknown = expect.stringContaining('hooks.example.com leads into this network')
  expect(await refusing({ url: there, headers: {}, body: '{}' })).toEqual({ status: null, said })
  expect([asked, arrived]).toEqual([['hooks.example.com'], []])
})

it('nobody is followed elsewhere', async () => {
  answer = { status: 302, body: '', headers: { location: url } }
  expect(await post({ url, headers: {}, body: '{}' })).toEqual({ status: 302, said: '' })
  expect(arrived).toHaveLength(1)
})

it('of a long answer a little is read', async () => {
  answer = { status: 200, body: 'x'.repeat(1_000_000) }
  const { status, said } = await post({ url, headers: {}, body: '{}' })
  expect([status, said.length]).toEqual([200, 200])
})

it('where nobody listens it is said', async () => {
  server.close()
  server.closeAllConnections()
  expect(await post({ url, headers: {}, body: '{}' })).toEqual({ status: null, said: 'ECONNREFUSED' })
})
