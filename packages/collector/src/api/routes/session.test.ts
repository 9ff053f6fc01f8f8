import { type KeyScope, ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, ORIGIN, type TestCollector } from '../../fixtures/collector.ts'
import { hashKeyText, makeKeyText } from '../../store/key-text.ts'
import { KEY_KNOWN_MS } from '../authentication/key-ring.ts'
import { SESSION_MS_MAX } from '../authentication/sessions.ts'

const ELSEWHERE = { origin: 'https://evil.example' }

let nowMs: number
let test: TestCollector

beforeEach(() => {
  nowMs = NOW
  test = openCollector({ clock: () => nowMs })
})
afterEach(() => test.collector.close())

async function makeKey(scopes: KeyScope[], origins: string[] = []) {
  const { id, text } = makeKeyText()
  const limits = { itemsPerSecond: null, bodyBytesMax: null }
  const facts = { id, name: 'test', scopes, origins, limits, createdAt: '2026-11-21T10:00:00.000Z' }
  await test.collector.state.createKey({ ...facts, hash: hashKeyText(text) }, { actor: 'anyone' })
  nowMs += KEY_KNOWN_MS
  return { id, text }
}

const signIn = (key: string, headers: { [name: string]: string } = {}) => test.post(ROUTES.session, { key }, headers)

async function cookieOf(answer: Promise<Response>): Promise<string> {
  return (await answer).headers.get('set-cookie')?.split(';')[0] ?? ''
}

const overview = async (cookie: string, headers = {}) =>
  (await test.ask(ROUTES.overview, { headers: { cookie, ...headers } })).status

describe('what a page may do', () => {
  const scopesOf = async (cookie: string): Promise<unknown> =>
    (await test.ask(ROUTES.session, { headers: { cookie } })).json()

  it('is everything where nobody is asked for a key, and what its key may where it signed in', async () => {
    expect(await scopesOf('')).toEqual({ scopes: ['ingest', 'feedback', 'read', 'review', 'admin'] })
    const { text } = await makeKey(['read'])
    expect(await scopesOf(await cookieOf(signIn(text)))).toEqual({ scopes: ['read'] })
    expect((await test.ask(ROUTES.session)).status).toBe(401)
  })
})

describe('a cookie', () => {
  it('is for the addresses of the page, and lets no program in', async () => {
    const { text } = await makeKey(['admin'])
    const cookie = await cookieOf(signIn(text))
    const sent = { resourceSpans: [] }
    expect((await test.post(ROUTES.traces, sent, { cookie })).status).toBe(401)
    expect((await test.post(ROUTES.langfuseScores, {}, { cookie })).status).toBe(401)
    expect((await test.post(ROUTES.traces, sent, { authorization: `Bearer ${text}` })).status).toBe(200)
    expect(await overview(cookie)).toBe(200)
  })
})

describe('signing in', () => {
  it('with a key that may read gives a cookie that stands for it, and not the key', async () => {
    const { text } = await makeKey(['read', 'review'])
    const answer = await signIn(`${text}\n`)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { scopes: ['read', 'review'], expiresAt: new Date(nowMs + SESSION_MS_MAX).toISOString() },
    ])
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^trimtab_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toContain(text)
    expect(await overview(cookie.split(';')[0] ?? '')).toBe(200)
  })

  it('behind a proxy with TLS gives one that goes over TLS only', async () => {
    const { text } = await makeKey(['read'])
    expect((await signIn(text, { 'x-forwarded-proto': 'https' })).headers.get('set-cookie')).toContain('; Secure')
  })

  it.each([
    ['a key that nobody made', async () => makeKeyText().text, 401],
    ['no key at all', async () => '', 401],
    ['a key that may not read', async () => (await makeKey(['ingest', 'feedback'])).text, 403],
    ['the public key of a page', async () => (await makeKey(['feedback'], [ORIGIN])).text, 403],
  ])('with %s is refused, without a cookie', async (_, make, status) => {
    await makeKey(['admin'])
    const answer = await signIn(await make())
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null])
  })

  it.each(['{', '[]', '{"key":7}', '{"key":"a","more":1}', `{"key":"${'a'.repeat(5000)}"}`])(
    'with %.30s is refused before any key is looked for',
    async (body) => {
      await makeKey(['admin'])
      expect([413, 422]).toContain((await test.post(ROUTES.session, body)).status)
    },
  )

  it('from a page of another site is refused, and so is signing out', async () => {
    const { text } = await makeKey(['read'])
    expect((await signIn(text, ELSEWHERE)).status).toBe(403)
    const cookie = await cookieOf(signIn(text))
    expect((await test.ask(ROUTES.session, { method: 'DELETE', headers: { cookie, ...ELSEWHERE } })).status).toBe(403)
    expect(await overview(cookie)).toBe(200)
  })
})

describe('a session', () => {
  it('may do what its key may and no more', async () => {
    const cookie = await cookieOf(signIn((await makeKey(['read'])).text))
    expect((await test.post(ROUTES.feedback, { session: 's', kind: 'thumbs', value: true }, { cookie })).status).toBe(
      403,
    )
    const reviewer = await cookieOf(signIn((await makeKey(['read', 'review'])).text))
    const said = { prediction: 'a'.repeat(32), kind: 'thumbs', value: true, source: 'reviewer' }
    expect((await test.post(ROUTES.feedback, said, { cookie: reviewer })).status).toBe(202)
    expect((await test.post(ROUTES.feedback, said, { cookie: reviewer, origin: ORIGIN })).status).toBe(202)
  })

  it('changes nothing for a page of another site, or of another port of this machine', async () => {
    const cookie = await cookieOf(signIn((await makeKey(['admin'])).text))
    for (const origin of ['https://evil.example', 'http://127.0.0.1:3000', 'null']) {
      const said = { session: 's', kind: 'thumbs', value: true }
      expect((await test.post(ROUTES.feedback, said, { cookie, origin })).status).toBe(403)
      expect((await test.post('/api/nothing', {}, { cookie, origin })).status).toBe(403)
    }
  })

  it('ends with its key, with its time, and when it is signed out', async () => {
    await makeKey(['admin'])
    const { id, text } = await makeKey(['read'])
    const [one, other] = [await cookieOf(signIn(text)), await cookieOf(signIn(text))]
    const out = await test.ask(ROUTES.session, { method: 'DELETE', headers: { cookie: one } })
    expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
    expect([await overview(one), await overview(other)]).toEqual([401, 200])
    await test.collector.state.revokeKey(id, { actor: 'anyone', at: '2026-11-21T11:00:00.000Z' })
    nowMs += KEY_KNOWN_MS
    expect(await overview(other)).toBe(401)
    const late = await cookieOf(signIn((await makeKey(['read'])).text))
    nowMs += SESSION_MS_MAX
    expect(await overview(late)).toBe(401)
  })

  it('is none where two are shown, one of which may be planted', async () => {
    const cookie = await cookieOf(signIn((await makeKey(['read'])).text))
    expect(await overview(`${cookie}; trimtab_session=planted`)).toBe(401)
    expect(await overview(`theme=dark; ${cookie}`)).toBe(200)
    expect(await overview('trimtab_session=planted')).toBe(401)
  })
})
