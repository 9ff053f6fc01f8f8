import type { SavedView } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'

const VIEWS = '/api/views'
const FAILURES = { name: 'Failures', screen: 'predictions', query: 'status=error' }
const NOW_TEXT = new Date(NOW).toISOString()

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

const save = async (view: object = FAILURES) => (await ask('POST', VIEWS, view)).body as SavedView

describe('a view', () => {
  it('is saved, listed by screen, changed and deleted', async () => {
    const { status, body } = await ask('POST', VIEWS, FAILURES)
    const saved = { id: expect.any(String) as string, ...FAILURES, updatedAt: NOW_TEXT }
    expect([status, body]).toEqual([201, saved])
    const { id } = body as SavedView
    expect((await ask('GET', `${VIEWS}?screen=predictions`)).body).toEqual({ views: [saved] })
    expect((await ask('GET', `${VIEWS}?screen=drift`)).body).toEqual({ views: [] })
    const changed = { ...FAILURES, query: 'status=error&task=a' }
    expect(await ask('PUT', `${VIEWS}/${id}`, changed)).toEqual({ status: 200, body: { ...saved, ...changed } })
    expect(await ask('DELETE', `${VIEWS}/${id}`)).toEqual({ status: 204, body: null })
    expect((await ask('GET', VIEWS)).body).toEqual({ views: [] })
  })

  it('has a name to itself, however it is spelled and whatever stands around it', async () => {
    const { id } = await save({ ...FAILURES, name: ' Caf\u00e9\n' })
    const twin = await ask('POST', VIEWS, { ...FAILURES, name: 'Cafe\u0301' })
    expect(twin).toMatchObject({ status: 409, body: { code: 'view.name_taken' } })
    const louder = await ask('POST', VIEWS, { ...FAILURES, name: 'CAF\u00c9' })
    expect(louder).toMatchObject({ status: 409, body: { code: 'view.name_taken' } })
    const other = await save()
    const taken = await ask('PUT', `${VIEWS}/${other.id}`, { ...FAILURES, name: 'Caf\u00e9' })
    expect(taken).toMatchObject({ status: 409, body: { code: 'view.name_taken' } })
    expect((await ask('PUT', `${VIEWS}/${id}`, { ...FAILURES, name: 'Caf\u00e9' })).status).toBe(200)
  })

  it('is kept as an address says it, whatever the screen may be asked there', async () => {
    const query = 'tag=a&tag=b&metadata.tier=gold&from=2026-11-21T10:00:00Z'
    expect(await save({ ...FAILURES, query: `?${query}` })).toMatchObject({ query })
    expect(await save({ ...FAILURES, screen: 'drift', query: '?colour=red' })).toMatchObject({ query: 'colour=red' })
  })

  it('that its screen could not be asked is refused, with the name of what is wrong', async () => {
    expect((await ask('POST', VIEWS, { ...FAILURES, query: 'colour=red' })).body).toMatchObject({
      errors: [{ pointer: '/query', message: 'colour is not known here' }],
    })
  })

  it('must be there to be changed or deleted', async () => {
    for (const [method, body] of [['PUT', FAILURES], ['DELETE']] as const)
      expect(await ask(method, `${VIEWS}/nothing`, body)).toMatchObject({
        status: 404,
        body: { code: 'view.not_found' },
      })
  })

  it.each([
    ['/name', { ...FAILURES, name: ' ' }],
    ['/name', { ...FAILURES, name: 'two\nlines' }],
    ['/name', { ...FAILURES, name: 'half \ud83d of a pair' }],
    ['/screen', { ...FAILURES, screen: 'keys' }],
    ['/query', { ...FAILURES, query: 'a'.repeat(8193) }],
    ['/query', { name: 'a', screen: 'drift' }],
    ['/query', { ...FAILURES, query: 'status=wrong' }],
    ['/query', { ...FAILURES, query: 'colour=red' }],
    ['/query', { ...FAILURES, query: 'task=a&task=b' }],
    ['/query', { ...FAILURES, query: 'task=a&cursor=b' }],
    ['', { ...FAILURES, id: 'mine' }],
  ])('is refused at %s where that is not of its shape', async (pointer, view) => {
    const refused = await ask('POST', VIEWS, view)
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ pointer }] } })
    expect((await ask('GET', VIEWS)).body).toEqual({ views: [] })
  })
})

describe('whoever reads', () => {
  it('sees views and saves none; whoever reviews saves them, under the name of the key', async () => {
    const { key } = await makeKeyAs(ask, 'admin')
    const asAdmin = askerOf(test, key)
    const [reader, reviewer] = [await makeKeyAs(asAdmin, 'read'), await makeKeyAs(asAdmin, 'review')]
    expect(await askerOf(test, reader.key)('POST', VIEWS, FAILURES)).toMatchObject({
      status: 403,
      body: { code: 'key.forbidden' },
    })
    const saved = await askerOf(test, reviewer.key)('POST', VIEWS, FAILURES)
    expect(saved.status).toBe(201)
    expect((await askerOf(test, reader.key)('GET', VIEWS)).body).toEqual({ views: [saved.body] })
    const [entry] = await changesOf(test)
    expect(entry).toEqual({
      at: NOW_TEXT,
      actor: reviewer.id,
      action: 'view.saved',
      target: (saved.body as SavedView).id,
      detail: { screen: 'predictions', isNew: true },
    })
  })
})
