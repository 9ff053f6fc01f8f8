import { type KeyScope, OPEN_SIGNING_KEY, ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../fixtures/collector.ts'
import { signFeedbackToken } from '../feedback/token.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../fixtures/otlp-body.ts'
import { hashKeyText, makeKeyText } from '../store/key-text.ts'
import { KEY_KNOWN_MS } from './authentication/key-ring.ts'
import { FAILURES_PER_SECOND_MAX } from './authentication/limits.ts'

const PAGE = 'https://shop.example'

let nowMs: number
let test: TestCollector

beforeEach(() => {
  nowMs = NOW
  test = open()
})
afterEach(() => test.collector.close())

function open(said: { host?: string; signingKey?: string } = {}): TestCollector {
  return openCollector({ clock: () => nowMs, ...said })
}

interface Said {
  origins?: string[]
  itemsPerSecond?: number
  bodyBytesMax?: number
}

async function makeKey(scopes: KeyScope[], { origins = [], itemsPerSecond, bodyBytesMax }: Said = {}) {
  const { id, text } = makeKeyText()
  const limits = { itemsPerSecond: itemsPerSecond ?? null, bodyBytesMax: bodyBytesMax ?? null }
  const createdAt = '2026-11-21T10:00:00.000Z'
  const facts = { id, name: 'test', scopes, origins, limits, createdAt }
  await test.collector.state.createKey({ ...facts, hash: hashKeyText(text) }, { actor: 'anyone' })
  nowMs += KEY_KNOWN_MS
  return { id, text, header: { authorization: `Bearer ${text}` } }
}

type Headers = { [name: string]: string }

const statusOf = async (path: string, headers: Headers = {}) => (await test.ask(path, { headers })).status
const thumb = { prediction: PREDICTION_ID, kind: 'thumbs', value: true }
const feedback = async (headers: Headers, body: unknown = thumb) =>
  (await test.post(ROUTES.feedback, body, headers)).status
const spans = async (headers: Headers) => (await test.post(ROUTES.traces, traceRequest(spanFields()), headers)).status

describe('a collector on this machine without a key', () => {
  it('asks nobody for one, whatever a client sends', async () => {
    for (const authorization of ['', 'Bearer nonsense', 'Basic cGstbGYtMTpzay1sZi0x']) {
      expect(await statusOf(ROUTES.overview, { authorization })).toBe(200)
      expect(await spans({ authorization })).toBe(200)
      expect(await feedback({ authorization })).toBe(202)
    }
  })

  it('is closed within a moment of its first key, and open again when the last is revoked', async () => {
    expect(await statusOf(ROUTES.overview)).toBe(200)
    const { id } = await makeKey(['ingest'])
    expect(await statusOf(ROUTES.overview)).toBe(401)
    await test.collector.state.revokeKey(id, { actor: 'anyone', at: '2026-11-21T11:00:00.000Z' })
    nowMs += KEY_KNOWN_MS
    expect(await statusOf(ROUTES.overview)).toBe(200)
  })
})

describe('a collector with keys', () => {
  it('says nothing at any address to somebody without one', async () => {
    await makeKey(['admin'])
    const served = test.collector.app.routes.filter(({ path }) => !path.includes('*'))
    const paths = new Set([
      ...served.map(({ path }) => path),
      ROUTES.traces,
      ROUTES.logs,
      ROUTES.metrics,
      '/otel/v1/traces',
    ])
    const openTo = new Set<string>([
      ROUTES.health,
      ROUTES.ready,
      ROUTES.session,
      ROUTES.langfuseHealth,
      ROUTES.langsmithInfo,
    ])
    for (const path of paths) {
      if (openTo.has(path) || /^\/(predictions|$)/.test(path) || path.startsWith('/favicon')) continue
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const body = method === 'GET' ? null : '[]'
        const { status } = await test.ask(path.replaceAll(/:\w+/g, 'x'), {
          method,
          body,
          headers: { 'content-type': 'application/json' },
        })
        // A door of its own may say first that it takes another method.
        expect([401, 405], `${method} ${path}`).toContain(status)
      }
    }
  })

  it('answers whether it is alive, and shows the page that signs in', async () => {
    await makeKey(['admin'])
    expect(await statusOf(ROUTES.health)).toBe(200)
    expect(await statusOf(ROUTES.ready)).toBe(200)
    expect(await statusOf('/nothing')).toBe(404)
  })

  it('tells what is wrong with a key, and how one is sent', async () => {
    const { header, id } = await makeKey(['ingest'])
    const missing = await test.ask(ROUTES.overview)
    expect([missing.status, missing.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Trimtab"'])
    expect(await missing.json()).toMatchObject({ code: 'key.missing' })
    const forbidden = await test.ask(ROUTES.overview, { headers: header })
    expect([forbidden.status, await forbidden.json()]).toMatchObject([403, { code: 'key.forbidden' }])
    const unknown = await test.ask(ROUTES.overview, { headers: { authorization: makeKeyText().text } })
    expect([unknown.status, await unknown.json()]).toMatchObject([401, { code: 'key.invalid' }])
    await test.collector.state.revokeKey(id, { actor: 'anyone', at: '2026-11-21T11:00:00.000Z' })
    await makeKey(['read'])
    expect(await (await test.ask(ROUTES.overview, { headers: header })).json()).toMatchObject({ code: 'key.invalid' })
  })

  it('takes a key for what it may and for nothing else', async () => {
    const keys = {
      ingest: await makeKey(['ingest']),
      feedback: await makeKey(['feedback']),
      read: await makeKey(['read']),
      review: await makeKey(['review']),
      admin: await makeKey(['admin']),
    }
    const may = async ({ header }: { header: Headers }) => [
      await spans(header),
      await feedback(header),
      await statusOf(ROUTES.overview, header),
      await statusOf(ROUTES.selfMetrics, header),
      (await test.post(ROUTES.overview, {}, header)).status,
    ]
    expect(await may(keys.ingest)).toEqual([200, 403, 403, 403, 403])
    expect(await may(keys.feedback)).toEqual([403, 202, 403, 403, 403])
    expect(await may(keys.read)).toEqual([403, 403, 200, 200, 403])
    expect(await may(keys.review)).toEqual([403, 202, 403, 403, 403])
    expect(await may(keys.admin)).toEqual([200, 202, 200, 200, 405])
  })

  it('refuses a revoked key within the moment that keys are remembered', async () => {
    const { id, header } = await makeKey(['read'])
    await makeKey(['admin'])
    expect(await statusOf(ROUTES.overview, header)).toBe(200)
    await test.collector.state.revokeKey(id, { actor: 'anyone', at: '2026-11-21T11:00:00.000Z' })
    nowMs += KEY_KNOWN_MS
    expect(await statusOf(ROUTES.overview, header)).toBe(401)
  })

  it('never takes a key from an address, and never repeats one', async () => {
    const { text } = await makeKey(['admin'])
    for (const query of [
      `key=${text}`,
      `api_key=${text}`,
      `x-api-key=${text}`,
      `authorization=Bearer%20${text}`,
      `token=${text}`,
    ]) {
      const response = await test.ask(`${ROUTES.overview}?${query}`)
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain(text)
    }
    const wrong = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`
    const response = await test.ask(ROUTES.overview, { headers: { authorization: wrong } })
    expect(await response.text()).not.toContain(wrong.slice(14))
  })

  it('takes two keys for none', async () => {
    const [low, high] = [await makeKey(['feedback']), await makeKey(['admin'])]
    const twice = new Headers([
      ['authorization', low.header.authorization],
      ['authorization', high.header.authorization],
    ])
    expect((await test.ask(ROUTES.overview, { headers: twice })).status).toBe(401)
    expect(await statusOf(ROUTES.overview, { ...low.header, 'x-api-key': high.text })).toBe(401)
    expect(await statusOf(ROUTES.overview, { ...high.header, 'x-api-key': high.text })).toBe(200)
  })

  it('answers under any name, since no page of a foreign name has a key', async () => {
    const { header } = await makeKey(['read'])
    const foreign = `http://trimtab.example${ROUTES.overview}`
    const ask = (headers: Headers) => test.collector.app.request(foreign, { headers })
    expect((await ask({})).status).toBe(401)
    expect((await ask(header)).status).toBe(200)
  })

  it('slows an address down that shows one wrong key after another, and nobody who has a good one', async () => {
    const { header } = await makeKey(['read'])
    const tries = []
    for (let index = 0; index <= FAILURES_PER_SECOND_MAX; index++)
      tries.push(await test.ask(ROUTES.overview, { headers: { 'x-api-key': `wrong ${index}` } }))
    const last = tries.at(-1)
    expect([tries[0]?.status, last?.status]).toEqual([401, 429])
    expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(2)
    expect(await statusOf(ROUTES.overview, header)).toBe(200)
  })

  it('holds a key to its rate and to its largest body', async () => {
    const { header } = await makeKey(['ingest', 'feedback'], { itemsPerSecond: 1, bodyBytesMax: 300 })
    expect(await feedback(header, [thumb, { ...thumb, comment: 'x'.repeat(300) }])).toBe(413)
    expect(await feedback(header, [thumb, thumb])).toBe(202)
    const next = await test.post(ROUTES.feedback, thumb, header)
    expect([next.status, await next.json()]).toMatchObject([429, { code: 'request.too_many' }])
    expect(Number(next.headers.get('retry-after'))).toBeLessThanOrEqual(2)
  })
})

describe('a page of another site', () => {
  it('gets in neither with a good key nor with the cookie of a person', async () => {
    const { header } = await makeKey(['admin'])
    expect(await feedback({ ...header, origin: PAGE })).toBe(403)
    expect((await test.post('/api/nothing', {}, { ...header, origin: PAGE })).status).toBe(403)
    expect(
      (await test.ask(ROUTES.overview, { headers: { ...header, origin: PAGE } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull()
  })

  it('gives feedback with a public key of its own, and no other page with that', async () => {
    const { header } = await makeKey(['feedback'], { origins: [PAGE] })
    expect(await feedback({ ...header, origin: PAGE })).toBe(202)
    for (const origin of ['https://evil.example', 'http://shop.example', `${PAGE}.evil.example`, 'null'])
      expect(await feedback({ ...header, origin })).toBe(403)
    expect(await feedback(header)).toBe(403)
  })

  it('with a public key speaks for a user, of what nobody can guess, and takes nothing back', async () => {
    const { header } = await makeKey(['feedback'], { origins: [PAGE] })
    const say = (body: object) => feedback({ ...header, origin: PAGE }, body)
    expect(await say({ ...thumb, source: 'ground_truth' })).toBe(403)
    expect(await say({ ...thumb, source: 'reviewer' })).toBe(403)
    expect(await say({ key: 'loan-77', kind: 'thumbs', value: true })).toBe(403)
    expect(await say({ session: 's-1', kind: 'thumbs', value: true })).toBe(403)
    expect(await say({ prediction: PREDICTION_ID, kind: 'label', value: 'fraud' })).toBe(403)
    expect(await say({ prediction: PREDICTION_ID, kind: 'retraction', of: { kind: 'thumbs' } })).toBe(403)
    expect(await say({ responseId: 'chatcmpl-1', kind: 'comment', comment: 'Good' })).toBe(202)
  })

  it('finds no other door that a public key opens', async () => {
    const { header } = await makeKey(['feedback'], { origins: [PAGE] })
    for (const path of [
      ROUTES.langfuseIngestion,
      ROUTES.langfuseScores,
      ROUTES.langsmithFeedback,
      ROUTES.traces,
      ROUTES.overview,
      ROUTES.session,
    ]) {
      // From its page, and by a program that took it from there.
      for (const shown of [{ ...header, origin: PAGE }, header]) {
        const refused = await test.post(path, {}, shown)
        expect([403, path === ROUTES.session ? 422 : 403], path).toContain(refused.status)
      }
    }
  })
})

describe('a feedback token', () => {
  const tokenOf = (key: string) =>
    signFeedbackToken({ prediction: PREDICTION_ID, kinds: ['thumbs'], expiresAt: NOW / 1000 + 600 }, key)

  it('needs no key beside it, signed with a key of the collector’s own', async () => {
    await makeKey(['admin'])
    expect(await feedback({ authorization: `Bearer ${tokenOf('a signing key')}`, origin: PAGE })).toBe(202)
  })

  it('made with the key that everybody knows is no way around keys', async () => {
    await test.collector.close()
    test = open({ signingKey: OPEN_SIGNING_KEY })
    const header = { authorization: `Bearer ${tokenOf(OPEN_SIGNING_KEY)}` }
    expect(await feedback(header)).toBe(202)
    await makeKey(['admin'])
    const refused = await test.post(ROUTES.feedback, thumb, header)
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'feedback_token.invalid' }])
  })
})

describe('a collector that others can reach', () => {
  beforeEach(async () => {
    await test.collector.close()
    test = open({ host: '0.0.0.0' })
  })

  it('does not start without an admin key, and says how one is made', async () => {
    await makeKey(['ingest', 'read'])
    const { id } = await makeKey(['admin'])
    await test.collector.state.revokeKey(id, { actor: 'anyone', at: '2026-11-21T11:00:00.000Z' })
    const sentence = `make one with \`trimtab keys create --scope admin --data :memory:\``
    await expect(test.collector.listen('0.0.0.0', 0)).rejects.toThrow(sentence)
    await expect(test.collector.listenGrpc('0.0.0.0', 0)).rejects.toThrow(sentence)
  })

  it('starts with one, and stays closed when it is revoked', async () => {
    const { id, header } = await makeKey(['admin'])
    const { url, stop } = await test.collector.listen('0.0.0.0', 0)
    const statusWith = async (headers: Headers) => (await fetch(`${url}${ROUTES.overview}`, { headers })).status
    expect([await statusWith({}), await statusWith(header)]).toEqual([401, 200])
    await test.collector.state.revokeKey(id, { actor: 'anyone', at: '2026-11-21T11:00:00.000Z' })
    nowMs += KEY_KNOWN_MS
    expect([await statusWith({}), await statusWith(header)]).toEqual([401, 401])
    await stop()
  })
})
