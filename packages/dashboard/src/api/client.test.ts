import type { Problem } from '@trimtab/contract'
import { afterEach, expect, test } from 'vitest'
import { type PageServer, startPageServer } from '../fixtures/page-server.ts'
import { ask } from './client.ts'

let server: PageServer | undefined

async function answerWith(status: number, body: string, headers: { [name: string]: string } = {}): Promise<void> {
  server = await startPageServer((_address, response) => void response.writeHead(status, headers).end(body))
}

afterEach(() => server?.close())

const problem: Problem = {
  type: 'about:blank',
  title: 'Store unavailable',
  status: 503,
  code: 'store.unavailable',
  detail: 'The database cannot be written now.',
}

test.each([502, 503, 504])('a proxy that answers %i for a collector that is away is no answer', async (status) => {
  await answerWith(status, '<h1>Bad gateway</h1>')
  expect(await ask('readOverview', {})).toEqual({ kind: 'no-answer' })
  await server?.close()
  await answerWith(status, '{"message":"no healthy upstream"}')
  expect(await ask('readOverview', {})).toEqual({ kind: 'no-answer' })
})

test('a collector that says itself why it cannot is believed, whatever the status', async () => {
  await answerWith(503, JSON.stringify(problem))
  expect(await ask('readOverview', {})).toEqual({ kind: 'problem', problem })
})

test.each([403, 500, 505])(
  'any other refusal of something in front of the collector, such as %i, is shown',
  async (status) => {
    await answerWith(status, 'null')
    const detail = `The answer was HTTP ${status}.`
    expect(await ask('readOverview', {})).toMatchObject({
      kind: 'problem',
      problem: { status, code: 'internal', detail },
    })
  },
)

test('what is known already is not drawn again', async () => {
  await answerWith(200, '{"predictions":1}', { etag: '"1"' })
  expect(await ask('readOverview', {})).toEqual({ kind: 'value', value: { predictions: 1 }, etag: '"1"' })
  expect(await ask('readOverview', {}, '"1"')).toEqual({ kind: 'unchanged' })
})

test('a connection that breaks is no answer', async () => {
  server = await startPageServer((_address, response) => void response.destroy())
  expect(await ask('readOverview', {})).toEqual({ kind: 'no-answer' })
})

test('signing in sends the key in the body and says why it was refused', async () => {
  let asked = ''
  server = await startPageServer((address, response) => {
    asked = `${address.pathname}${address.search}`
    response.writeHead(401).end(JSON.stringify({ ...problem, status: 401, code: 'key.invalid' }))
  })
  expect(await ask('signIn', { body: { key: 'tt_secret' } })).toMatchObject({
    kind: 'problem',
    problem: { status: 401, code: 'key.invalid' },
  })
  expect(asked).toBe('/api/session')
})
