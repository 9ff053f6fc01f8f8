import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'

const RETENTION = '/api/retention'
const rule = (said: object = {}) => ({ task: null, days: null, contentDays: null, predictionsMax: null, ...said })
const CHOSEN = {
  rules: [rule({ task: 'support.reply', days: 90, contentDays: 30 }), rule({ predictionsMax: 1_000_000 })],
  bytesMax: 50_000_000_000,
}

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

describe('how long what is kept', () => {
  it('is for ever, until somebody says otherwise', async () => {
    expect(await ask('GET', RETENTION)).toEqual({ status: 200, body: { rules: [], bytesMax: null } })
    expect(await ask('PUT', RETENTION, CHOSEN)).toEqual({ status: 200, body: CHOSEN })
    expect((await ask('GET', RETENTION)).body).toEqual(CHOSEN)
  })

  it('may be the same for content and all else', async () => {
    const same = { rules: [rule({ days: 30, contentDays: 30 })], bytesMax: null }
    expect((await ask('PUT', RETENTION, same)).status).toBe(200)
  })

  it.each([
    ['/rules/0/contentDays', { rules: [rule({ days: 30, contentDays: 31 })], bytesMax: null }],
    ['/rules/1/task', { rules: [rule({ task: 'a' }), rule({ task: 'a', days: 1 })], bytesMax: null }],
    ['/rules/2/task', { rules: [rule(), rule({ task: 'a' }), rule()], bytesMax: null }],
    ['/rules/0/days', { rules: [rule({ days: 0 })], bytesMax: null }],
    ['/rules/0/days', { rules: [rule({ days: 1.5 })], bytesMax: null }],
    ['/rules/0/days', { rules: [rule({ days: '30' })], bytesMax: null }],
    ['/rules/0/days', { rules: [rule({ days: 1e6 })], bytesMax: null }],
    ['/rules/0/predictionsMax', { rules: [rule({ predictionsMax: -1 })], bytesMax: null }],
    ['/rules/0/task', { rules: [rule({ task: '' })], bytesMax: null }],
    ['/rules/0', { rules: [rule({ weeks: 1 })], bytesMax: null }],
    ['/rules', { rules: Array.from({ length: 1_001 }, (_, task) => rule({ task: `${task}` })), bytesMax: null }],
    ['/bytesMax', { rules: [] }],
  ])('is refused at %s where that makes no sense, and stays as it was', async (pointer, chosen) => {
    const refused = await ask('PUT', RETENTION, chosen)
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ pointer }] } })
    expect((await ask('GET', RETENTION)).body).toEqual({ rules: [], bytesMax: null })
    expect(await changesOf(test)).toEqual([])
  })

  it('is refused in a body that is no JSON', async () => {
    expect((await ask('PUT', RETENTION, '{"rules": [')).status).toBe(422)
  })

  it('is read by whoever reads and chosen by administrators, and told in the audit log', async () => {
    const admin = await makeKeyAs(ask, 'admin')
    const asAdmin = askerOf(test, admin.key)
    const asReader = askerOf(test, (await makeKeyAs(asAdmin, 'read')).key)
    expect((await asReader('GET', RETENTION)).status).toBe(200)
    expect((await asReader('PUT', RETENTION, CHOSEN)).status).toBe(403)
    await asAdmin('PUT', RETENTION, CHOSEN)
    await asAdmin('PUT', RETENTION, CHOSEN)
    const [newest, before] = await changesOf(test)
    expect(newest).toMatchObject({ action: 'retention.changed', actor: admin.id, detail: { changed: 2 } })
    expect(before).toMatchObject({ action: 'key.created' })
  })
})
