import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PROBLEM_CODES, ROUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeParts, ORIGIN } from '../fixtures/app-parts.ts'
import { openCollector, type TestCollector } from '../fixtures/collector.ts'
import { logFields, logsRequest, keyValues, spanFields, traceRequest } from '../fixtures/otlp-body.ts'
import { createIngest } from '../ingest/create-ingest.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Rows } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { createApp } from './app.ts'
import { routePath } from './route-path.ts'

type ProblemCodes = keyof typeof PROBLEM_CODES

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

async function problemOf(response: Response): Promise<[number, ProblemCodes]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const { status, code } = (await response.json()) as { status: number; code: ProblemCodes }
  expect(status).toBe(response.status)
  return [status, code]
}

describe('the addresses', () => {
  it('that are served all stand in the contract', () => {
    const promised = new Set(Object.values(ROUTES).map(routePath))
    const served = new Set(
      test.collector.app.routes.map(({ path }) => path).filter((path) => path !== '/*' && path !== '/api/*'),
    )
    expect([...served].filter((path) => !promised.has(path))).toEqual([])
    expect(served.size).toBeGreaterThan(6)
  })

  it('that are not there say so', async () => {
    for (const path of ['/api/nothing', '/nothing', '/api/', '/v1/nothing']) {
      expect(await problemOf(await test.ask(path))).toEqual([404, 'not_found'])
    }
  })

  it('that take another method say which', async () => {
    for (const [method, path, allowed] of [
      ['PUT', ROUTES.feedback, 'POST'],
      ['DELETE', ROUTES.predictions, 'GET'],
      ['POST', '/api/predictions/some-id', 'GET'],
    ] as const) {
      const response = await test.ask(path, { method })
      expect(response.headers.get('allow')).toBe(allowed)
      expect(await problemOf(response)).toEqual([405, 'request.method_not_allowed'])
    }
  })

  it('show the first screen’s figures, and the tasks alone', async () => {
    await test.post(ROUTES.traces, traceRequest(spanFields()))
    await test.post(ROUTES.feedback, { session: 'nobody', kind: 'thumbs', value: true })
    const task = {
      task: 'support.reply',
      kind: 'generation',
      predictions: 1,
      errors: 0,
      thumbsUp: 0,
      thumbsDown: 0,
      corrected: 0,
    }
    expect(await (await test.ask(ROUTES.overview)).json()).toMatchObject({
      predictions: 1,
      rated: 0,
      corrected: 0,
      waiting: 1,
      tasks: [task],
    })
    expect(await (await test.ask(ROUTES.tasks)).json()).toMatchObject({ tasks: [task], isWhole: true })
  })

  it('tell whether the process and its database answer', async () => {
    expect(await (await test.ask(ROUTES.health)).json()).toEqual({ status: 'ok' })
    expect(await (await test.ask(ROUTES.ready)).json()).toEqual({ status: 'ready' })
  })
})

describe('every answer', () => {
  const asked = ['/', '/healthz', '/api/overview', '/api/nothing', '/v1/traces', '/api/predictions?limit=0']

  it.each(asked)('keeps a browser from doing more with it than show it: %s', async (path) => {
    const { headers } = await test.ask(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it.each(asked)('is for this machine under its own name only: %s', async (path) => {
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      '[2001:db8::1]',
    ]) {
      expect(await problemOf(await test.collector.app.request(`http://${host}:4318${path}`))).toEqual([
        403,
        'request.cross_site',
      ])
    }
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
      expect((await test.collector.app.request(`http://${host}:4318${path}`)).status).not.toBe(403)
    }
  })

  it('is not read by pages of other sites, but for feedback', async () => {
    for (const path of [ROUTES.overview, ROUTES.predictions, ROUTES.health]) {
      const { headers } = await test.ask(path, { headers: { origin: 'https://evil.example' } })
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('is sent again only where it changed', async () => {
    const first = await test.ask(ROUTES.overview)
    const tag = first.headers.get('etag') ?? ''
    const again = await test.ask(ROUTES.overview, { headers: { 'if-none-match': tag } })
    expect([tag.length > 0, again.status, await again.text()]).toEqual([true, 304, ''])
    await test.post(ROUTES.traces, traceRequest(spanFields()))
    expect((await test.ask(ROUTES.overview, { headers: { 'if-none-match': tag } })).status).toBe(200)
  })
})

describe('a database that fails', () => {
  let store: Store
  let defects: unknown[]
  let app: ReturnType<typeof createApp>

  beforeEach(() => {
    store = openInMemory()
    defects = []
    const fail = () => Promise.reject(new Error('disk full'))
    const rows = Object.fromEntries(Object.keys(store.rows).map((method) => [method, fail])) as unknown as Rows
    const clock = () => Date.parse('2026-11-21T10:00:00Z')
    const onDefect = (error: unknown) => void defects.push(error)
    const ingest = createIngest({ rows, clock, makeId: () => 'made', onDefect: () => undefined })
    app = createApp(makeParts({ ingest, rows, isReady: () => false, onDefect }))
  })
  afterEach(() => store.close())

  const post = (path: string, body: unknown) =>
    app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it.each([
    [ROUTES.traces, traceRequest(spanFields())],
    [ROUTES.logs, logsRequest(logFields({ attributes: keyValues({ 'gen_ai.evaluation.score.value': 1 }) }))],
  ])('makes %s ask for the batch again, and tells us why', async (path, body) => {
    const response = await post(path, body)
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toMatchObject([
      503,
      '2',
      { code: 14, details: [{ retryDelay: '2s' }] },
    ])
    expect(defects).toMatchObject([{ message: 'disk full' }])
  })

  it('makes feedback try again, and tells us why', async () => {
    const response = await post(ROUTES.feedback, { session: 's-1', kind: 'thumbs', value: true })
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await problemOf(response)).toEqual([503, 'store.unavailable'])
    expect(defects).toHaveLength(1)
  })

  it('is not ready, and alive all the same', async () => {
    expect(await problemOf(await app.request(`${ORIGIN}${ROUTES.ready}`))).toEqual([503, 'store.unavailable'])
    expect((await app.request(`${ORIGIN}${ROUTES.health}`)).status).toBe(200)
    // A probe that asks every second would fill the log.
    expect(defects).toEqual([])
  })

  it('is a problem without its inner words to whoever reads', async () => {
    const response = await app.request(`${ORIGIN}${ROUTES.overview}`)
    expect(await response.clone().text()).not.toContain('disk full')
    expect(await problemOf(response)).toEqual([500, 'internal'])
    expect(defects).toMatchObject([{ message: 'disk full' }])
  })
})

describe('the dashboard', () => {
  let folder: string
  let store: Store
  let app: ReturnType<typeof createApp>

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trimtab-dashboard-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<title>Trimtab</title>')
    writeFileSync(join(folder, 'assets', 'main-abc.js'), 'export {}')
    store = openInMemory()
    app = createApp(makeParts({ rows: store.rows, dashboardFolder: folder }))
  })
  afterEach(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })

  it('is one page at each of its addresses, asked for again each time', async () => {
    for (const path of ['/', '/predictions', '/predictions/5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174']) {
      const response = await app.request(`${ORIGIN}${path}`)
      expect([response.status, response.headers.get('cache-control'), await response.text()]).toEqual([
        200,
        'no-cache',
        '<title>Trimtab</title>',
      ])
    }
  })

  it('keeps for good what is named by its content, and not what is not there', async () => {
    const there = await app.request(`${ORIGIN}/assets/main-abc.js`)
    expect([there.status, there.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    const missing = await app.request(`${ORIGIN}/assets/main-old.js`)
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, null])
  })

  it('gives out nothing from outside its folder', async () => {
    for (const path of [
      '/assets/../../etc/passwd',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%2f..%2fetc%2fpasswd',
      '/assets//etc/passwd',
    ]) {
      expect((await app.request(`${ORIGIN}${path}`)).status).toBe(404)
    }
  })
})
