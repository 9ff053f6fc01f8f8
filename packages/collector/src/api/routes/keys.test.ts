import type { ApiKey, ApiKeyList } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { hashKeyText, isKeyText } from '../../store/key-text.ts'
import { makeKey, NO_LIMITS } from '../../store/new-key.ts'

const KEYS = '/api/keys'
const NOW_TEXT = new Date(NOW).toISOString()

let nowMs: number
let test: TestCollector
let asAnyone: Ask

beforeEach(() => {
  nowMs = NOW
  test = openCollector({ clock: () => nowMs })
  asAnyone = askerOf(test)
})
afterEach(() => test.collector.close())

const list = async (as: Ask) => ((await as('GET', KEYS)).body as ApiKeyList).keys

describe('the first key', () => {
  it('closes the collector at once, to everybody but itself', async () => {
    expect((await asAnyone('GET', KEYS)).body).toEqual({ keys: [] })
    const { key } = await makeKeyAs(asAnyone, 'admin')
    for (const path of [KEYS, '/api/views', '/api/audit', '/api/retention'])
      expect(await asAnyone('GET', path)).toMatchObject({ status: 401, body: { code: 'key.missing' } })
    expect((await askerOf(test, key)('GET', KEYS)).status).toBe(200)
    expect(await test.collector.isOpen()).toBe(false)
  })

  it('must be one that can make others, or nobody could over HTTP', async () => {
    const refused = await asAnyone('POST', KEYS, { name: 'shop', scopes: ['read'] })
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ pointer: '/scopes' }] } })
    expect(await test.collector.isOpen()).toBe(true)
  })

  it('is made once: whoever still counts on an open collector is refused', async () => {
    await asAnyone('GET', KEYS)
    const { stored } = makeKey({ name: 'ops', scopes: ['admin'], origins: [], limits: NO_LIMITS }, NOW_TEXT)
    await test.collector.state.createKey(stored, { actor: 'command' })
    const late = await asAnyone('POST', KEYS, { name: 'mine', scopes: ['admin'] })
    expect(late).toMatchObject({ status: 401, body: { code: 'key.missing' } })
    expect(await test.collector.state.keys()).toHaveLength(1)
  })

  it('is not made by a page of another site', async () => {
    const answer = await test.post(KEYS, { name: 'mine', scopes: ['admin'] }, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect(await test.collector.state.keys()).toEqual([])
  })
})

describe('a key', () => {
  let admin: ApiKey & { key: string }
  let asAdmin: Ask

  beforeEach(async () => {
    admin = await makeKeyAs(asAnyone, 'admin')
    asAdmin = askerOf(test, admin.key)
  })

  it('is shown with its text once, works from then on, and is listed without it', async () => {
    const asked = {
      name: ' Caf\u0065\u0301 ',
      scopes: ['read', 'ingest', 'read'],
      limits: { itemsPerSecond: 50, bodyBytesMax: null },
    }
    const { status, body } = await asAdmin('POST', KEYS, asked)
    const { key, ...facts } = body as ApiKey & { key: string }
    expect(status).toBe(201)
    expect(isKeyText(key)).toBe(true)
    expect(facts).toEqual({
      id: key.slice(3, 13),
      name: 'Caf\u00e9',
      scopes: ['ingest', 'read'],
      origins: [],
      limits: asked.limits,
      createdAt: NOW_TEXT,
      revokedAt: null,
    })
    expect((await askerOf(test, key)('GET', '/api/views')).status).toBe(200)
    expect((await list(asAdmin)).at(-1)).toEqual(facts)
    expect(JSON.stringify(await asAdmin('GET', '/api/audit'))).not.toContain(key.slice(14))
    expect(await test.collector.state.findKey(hashKeyText(key))).toEqual(facts)
  })

  it('that is revoked opens nothing from the next request on, and stays in the list', async () => {
    const { id, key } = await makeKeyAs(asAdmin, 'read')
    const asReader = askerOf(test, key)
    expect((await asReader('GET', '/api/views')).status).toBe(200)
    expect(await asAdmin('DELETE', `${KEYS}/${id}`)).toMatchObject({ status: 200, body: { id, revokedAt: NOW_TEXT } })
    expect(await asReader('GET', '/api/views')).toMatchObject({ status: 401, body: { code: 'key.invalid' } })
    nowMs += 1_000
    expect(await asAdmin('DELETE', `${KEYS}/${id}`)).toMatchObject({ status: 200, body: { revokedAt: NOW_TEXT } })
    expect((await list(asAdmin)).map(({ revokedAt }) => revokedAt)).toEqual([null, NOW_TEXT])
  })

  it('cannot revoke itself, so the last that rules stays', async () => {
    expect(await asAdmin('DELETE', `${KEYS}/${admin.id}`)).toMatchObject({ status: 409, body: { code: 'key.in_use' } })
    const next = await makeKeyAs(asAdmin, 'admin')
    expect((await askerOf(test, next.key)('DELETE', `${KEYS}/${admin.id}`)).status).toBe(200)
    expect((await asAdmin('GET', KEYS)).status).toBe(401)
  })

  it('must be there to be revoked, and is never named by its text', async () => {
    const { key } = await makeKeyAs(asAdmin, 'read')
    for (const id of ['nothing', key])
      expect(await asAdmin('DELETE', `${KEYS}/${id}`)).toMatchObject({ status: 404, body: { code: 'key.not_found' } })
  })

  it.each([
    ['/scopes', { name: 'a', scopes: [] }],
    ['/scopes/0', { name: 'a', scopes: ['write'] }],
    ['/scopes', { name: 'a', scopes: ['feedback', 'read'], origins: ['https://a.example'] }],
    ['/origins/0', { name: 'a', scopes: ['feedback'], origins: ['https://a.example/path'] }],
    ['/origins/0', { name: 'a', scopes: ['feedback'], origins: ['ftp://a.example'] }],
    ['/origins/0', { name: 'a', scopes: ['feedback'], origins: ['*'] }],
    ['/limits/itemsPerSecond', { name: 'a', scopes: ['read'], limits: { itemsPerSecond: 0, bodyBytesMax: null } }],
    ['/name', { name: '\u001b[2J', scopes: ['read'] }],
    ['', { name: 'a', scopes: ['read'], id: '0123456789' }],
  ])('is refused at %s where that is not of its shape', async (pointer, asked) => {
    const refused = await asAdmin('POST', KEYS, asked)
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ pointer }] } })
    expect(await list(asAdmin)).toHaveLength(1)
  })

  it('is made, listed and revoked by administrators alone, and told in the audit log', async () => {
    const other = await makeKeyAs(asAdmin, 'read', 'review', 'ingest', 'feedback')
    const asOther = askerOf(test, other.key)
    expect((await asOther('GET', KEYS)).status).toBe(403)
    expect((await asOther('POST', KEYS, { name: 'a', scopes: ['read'] })).status).toBe(403)
    expect((await asOther('DELETE', `${KEYS}/${admin.id}`)).status).toBe(403)
    await asAdmin('DELETE', `${KEYS}/${other.id}`)
    expect((await changesOf(test)).map(({ action, actor, target }) => [action, actor, target])).toEqual([
      ['key.revoked', admin.id, other.id],
      ['key.created', admin.id, other.id],
      ['key.created', 'anyone', admin.id],
    ])
  })
})
