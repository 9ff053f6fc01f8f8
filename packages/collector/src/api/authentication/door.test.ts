import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { type KeyScope, ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { hashKeyText, makeKeyText } from '../../store/key-text.ts'
import type { Listening } from '../listen.ts'
import { sessionOf } from './door.ts'

let test: TestCollector
let listening: Listening

beforeEach(async () => {
  test = openCollector()
  listening = await test.collector.listen('127.0.0.1', 0)
})
afterEach(async () => {
  await listening.stop()
  await test.collector.close()
})

async function makeKey(scopes: KeyScope[]): Promise<string> {
  const { id, text } = makeKeyText()
  const limits = { itemsPerSecond: null, bodyBytesMax: null }
  const facts = { id, name: 'test', scopes, origins: [], limits, createdAt: '2026-11-21T10:00:00.000Z' }
  await test.collector.state.createKey({ ...facts, hash: hashKeyText(text) }, { actor: 'anyone' })
  return text
}

/** Header lines as they stand on the wire, repeated ones too. */
function statusOf(lines: [string, string][]): Promise<number | undefined> {
  const { hostname, port } = new URL(listening.url)
  return new Promise((resolve, reject) => {
    const headers = ['host', `${hostname}:${port}`, ...lines.flat()]
    const asked = request({ hostname, port, path: ROUTES.overview, headers } as object, (answer: IncomingMessage) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject).end()
  })
}

describe('on the wire', () => {
  it('a key opens in every header it may come in', async () => {
    const key = await makeKey(['read'])
    for (const name of ['Authorization', 'x-api-key', 'api_key', 'X-API-Key'])
      expect(await statusOf([[name, key]])).toBe(200)
    expect(await statusOf([])).toBe(401)
  })

  it('a second authorization header changes nothing for the better', async () => {
    const [low, high] = [await makeKey(['feedback']), await makeKey(['read'])]
    const line = (key: string): [string, string] => ['Authorization', `Bearer ${key}`]
    expect(await statusOf([line(high)])).toBe(200)
    for (const lines of [
      [line(low), line(high)],
      [line(high), line(low)],
    ])
      expect([401, 403]).toContain(await statusOf(lines))
    expect(await statusOf([line('nonsense'), line(high)])).toBe(401)
  })

  it('a header without end is cut off, and the next request is answered', async () => {
    const key = await makeKey(['read'])
    expect([431, undefined]).toContain(await statusOf([['authorization', 'x'.repeat(100_000)]]).catch(() => undefined))
    expect(await statusOf([['authorization', `Bearer ${'x'.repeat(10_000)}`]])).toBe(401)
    expect(await statusOf([['authorization', key]])).toBe(200)
  })

  it('a header that is broken in two is no header', async () => {
    const key = await makeKey(['read'])
    const { port } = new URL(listening.url)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text))
      socket.end(
        `GET ${ROUTES.overview} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: 1\r\n authorization: ${key}\r\nconnection: close\r\n\r\n`,
      )
    })
    expect(answer).toMatch(/^HTTP\/1\.1 40[01] /)
  })
})

describe('a cookie', () => {
  it.each([
    ['trimtab_session=abc', 'abc'],
    ['a=1; trimtab_session=abc ;b=2', 'abc'],
    ['trimtab_session=', ''],
    ['xtrimtab_session=abc', undefined],
    ['trimtab_session=abc; trimtab_session=abc', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j names the session %j', (cookie, id) => {
    expect(sessionOf(cookie)).toBe(id)
  })
})
