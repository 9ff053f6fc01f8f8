import type { AlertDeliveryPage, AlertRules, AlertRulesInput } from '@trimtab/contract/drift'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'

const RULES = '/api/alert-rules'
const HOOK = { name: 'On call', kind: 'webhook', url: 'https://hooks.example.com/secret-path' } as const
const QUIET = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' }

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(async () => {
  await test.collector.close()
  for (const defect of test.defects) throw defect
})

const save = (rules: unknown) => ask('PUT', RULES, rules)
const saved = async (rules: AlertRulesInput) => (await save(rules)).body as AlertRules
const read = async () => (await ask('GET', RULES)).body as AlertRules

describe('alert rules', () => {
  it('are one false alarm a month and nobody to tell where nobody has said anything', async () => {
    expect(await read()).toEqual({ falseAlarmDays: 30, quietHours: null, channels: [], watched: 0 })
  })

  it('show the secret of a new webhook once, and never the rest of its address', async () => {
    const { channels } = await saved({ channels: [HOOK] })
    expect(channels[0]?.secret).toMatch(/^whsec_/)
    const shown = await read()
    expect(shown.channels).toMatchObject([{ name: 'On call', url: 'https://hooks.example.com/…', secret: null }])
    expect(await save(shown)).toEqual({ status: 200, body: shown })
    expect((await test.collector.state.channels())[0]?.wholeUrl).toBe(HOOK.url)
    expect(JSON.stringify(await changesOf(test))).not.toMatch(/secret-path|whsec_/)
  })

  it('keep what is not said', async () => {
    await saved({ falseAlarmDays: 7, quietHours: QUIET, channels: [HOOK] })
    expect(await saved({ quietHours: null })).toMatchObject({ falseAlarmDays: 7, quietHours: null, channels: [{}] })
  })

  it('are said by an admin, and read by whoever reads', async () => {
    const admin = askerOf(test, (await makeKeyAs(ask, 'admin')).key)
    const reader = askerOf(test, (await makeKeyAs(admin, 'read')).key)
    expect((await reader('GET', RULES)).status).toBe(200)
    expect((await reader('GET', '/api/alert-deliveries')).status).toBe(200)
    for (const [method, path] of [
      ['PUT', RULES],
      ['POST', `${RULES}/a/test`],
    ] as const)
      expect(await reader(method, path, {})).toMatchObject({ status: 403, body: { code: 'key.forbidden' } })
  })
})

describe('what is no alert rule', () => {
  let shared: TestCollector
  beforeAll(() => {
    shared = openCollector()
  })
  afterAll(() => shared.collector.close())

  it.each<[string, unknown]>([
    ['/falseAlarmDays', { falseAlarmDays: 0 }],
    ['/quietHours/from', { quietHours: { ...QUIET, from: '24:00' } }],
    ['/quietHours/to', { quietHours: { ...QUIET, to: '22:00' } }],
    ['/quietHours/timeZone', { quietHours: { ...QUIET, timeZone: 'Moon/Crater' } }],
    ['/channels/0/name', { channels: [{ ...HOOK, name: ' ' }] }],
    ['/channels/0/secret', { channels: [{ ...HOOK, secret: 'whsec_mine' }] }],
    ['/channels/0/kind', { channels: [{ ...HOOK, kind: 'pigeon' }] }],
    ['/channels', { channels: Array.from({ length: 21 }, (_, number) => ({ ...HOOK, name: `Hook ${number}` })) }],
    [
      '/channels',
      {
        channels: [
          { ...HOOK, id: 'a' },
          { ...HOOK, id: 'a', name: 'B' },
        ],
      },
    ],
    ['', { colour: 'red' }],
  ])('is refused at %s where that is not of its shape', async (pointer, rules) => {
    expect(await askerOf(shared)('PUT', RULES, rules)).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    })
  })

  it.each<[string, AlertRulesInput]>([
    ['a scheme that is no web’s', { channels: [{ ...HOOK, url: 'file:///etc/passwd' }] }],
    ['a password in an address', { channels: [{ ...HOOK, url: 'https://a:b@hooks.example.com/' }] }],
    ['an address as it is shown', { channels: [{ ...HOOK, url: 'https://hooks.example.com/…' }] }],
    ['a channel that is not there', { channels: [{ ...HOOK, id: 'nothing' }] }],
    ['two channels of one name', { channels: [HOOK, { ...HOOK, name: 'on call ' }] }],
  ])('is not kept with %s', async (_, rules) => {
    expect(await askerOf(shared)('PUT', RULES, rules)).toMatchObject({
      status: 422,
      body: { code: 'alert_rules.invalid' },
    })
    expect(await shared.collector.state.channels()).toEqual([])
  })
})

describe('a channel', () => {
  it('is tried at once, and does not lead into this machine', async () => {
    const { channels } = await saved({ channels: [{ ...HOOK, url: 'http://127.0.0.1:9/hook' }] })
    const tried = await ask('POST', `${RULES}/${channels[0]?.id}/test`)
    expect(tried).toMatchObject({ status: 200, body: { isDelivered: false } })
    expect((tried.body as { answer: string }).answer).toContain('leads into this network')
    expect(await ask('POST', `${RULES}/nothing/test`)).toMatchObject({
      status: 404,
      body: { code: 'channel.not_found' },
    })
  })

  it('is told what its deliveries became, page by page', async () => {
    const at = '2026-11-21T10:00:00.000Z'
    const delivery = (id: string) => ({
      id,
      channel: 'c',
      alarms: [],
      state: 'sent' as const,
      attempts: 1,
      createdAt: at,
      triedAt: at,
      nextAt: null,
      answer: '200',
      body: '{}',
    })
    await test.collector.state.addDeliveries(['a', 'b', 'c'].map(delivery))
    const page = async (query: string) => (await ask('GET', `/api/alert-deliveries${query}`)).body as AlertDeliveryPage
    const first = await page('?limit=2')
    expect(first.deliveries.map(({ id }) => id)).toEqual(['c', 'b'])
    expect(first.deliveries[0]).not.toHaveProperty('body')
    const next = await page(`?limit=2&cursor=${first.nextCursor}`)
    expect([next.deliveries.map(({ id }) => id), next.nextCursor]).toEqual([['a'], null])
  })
})
