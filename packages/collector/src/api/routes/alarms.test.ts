import type { Alarm, AlarmPage } from '@trimtab/contract/drift'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { alarmOf } from '../../reporting/fixtures/reports.ts'

const at = new Date(NOW).toISOString()
const opened: Partial<Alarm> = { state: 'open', acknowledgedBy: null, openedAt: at, events: [] }

let test: TestCollector
let ask: Ask

beforeEach(async () => {
  test = openCollector()
  ask = askerOf(test)
  const alarms = [
    alarmOf({ id: 'first', ...opened }),
    alarmOf({ id: 'second', ...opened, signal: 'thumbs' }),
    alarmOf({ id: 'third', ...opened, signal: 'durationMs' }),
  ]
  await test.collector.state.saveGuards('support.reply', [], alarms)
  await test.collector.state.saveGuards('credit/risk', [], [alarmOf({ id: 'other', ...opened, task: 'credit/risk' })])
})
afterEach(async () => {
  await test.collector.close()
  for (const defect of test.defects) throw defect
})

const list = async (query = '') => (await ask('GET', `/api/alarms${query}`)).body as AlarmPage
const idsOf = ({ alarms }: AlarmPage) => alarms.map(({ id }) => id)
const close = (id: string, body: object) => ask('POST', `/api/alarms/${id}/close`, body)

describe('alarms', () => {
  it('are listed page by page, the newest first, and of one task or state where that is asked for', async () => {
    const first = await list('?limit=3')
    expect(idsOf(first)).toEqual(['other', 'third', 'second'])
    expect(first.counts).toEqual({ open: 4, fixed: 0, expected: 0, false_alarm: 0 })
    const next = await list(`?limit=3&cursor=${first.nextCursor}`)
    expect([idsOf(next), next.nextCursor]).toEqual([['first'], null])
    expect(idsOf(await list('?task=credit%2Frisk'))).toEqual(['other'])
    await close('third', { outcome: 'fixed' })
    expect(idsOf(await list('?state=closed&state=acknowledged'))).toEqual(['third'])
  })

  it('are taken in hand and closed by somebody, who is named, with what they say', async () => {
    const { key, id: who } = await makeKeyAs(ask, 'admin')
    const as = askerOf(test, key)
    const taken = await as('POST', '/api/alarms/first/acknowledge', { note: 'Looking.' })
    expect(taken).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledgedBy: who } })
    const closed = await as('POST', '/api/alarms/first/close', { outcome: 'false_alarm', note: 'A test.' })
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed', outcome: 'false_alarm', closedAt: at } })
    const kept = (await as('GET', '/api/alarms/first')).body as Alarm
    expect(kept.events).toEqual([
      { kind: 'acknowledged', at, by: who, note: 'Looking.' },
      { kind: 'closed', at, by: who, note: 'A test.' },
    ])
    const { counts } = (await as('GET', '/api/alarms')).body as AlarmPage
    expect(counts).toEqual({ open: 3, fixed: 0, expected: 0, false_alarm: 1 })
    const changes = (await changesOf(test)).filter(({ action }) => action === 'alarm.changed')
    expect(changes.map(({ actor, target }) => [actor, target])).toEqual([
      [who, 'first'],
      [who, 'first'],
    ])
  })

  it('that are closed stay closed', async () => {
    await close('first', { outcome: 'fixed' })
    const refused = { status: 409, body: { code: 'alarm.closed' } }
    expect(await close('first', { outcome: 'expected' })).toMatchObject(refused)
    expect(await ask('POST', '/api/alarms/first/acknowledge', {})).toMatchObject(refused)
  })

  it.each(['nothing', '__proto__', 'a%2Fb', '%00'])('that are none are not found: %s', async (id) => {
    const missing = { status: 404, body: { code: 'alarm.not_found' } }
    expect(await ask('GET', `/api/alarms/${id}`)).toMatchObject(missing)
    expect(await close(id, { outcome: 'fixed' })).toMatchObject(missing)
  })

  it.each<[string, object]>([
    ['/outcome', {}],
    ['/outcome', { outcome: 'gone' }],
    ['/note', { outcome: 'fixed', note: 'a'.repeat(2_001) }],
    ['', { outcome: 'fixed', colour: 'red' }],
  ])('are not closed at %s where that is not of its shape', async (pointer, body) => {
    expect(await close('first', body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  })

  it.each(['?state=lost', '?limit=0', '?task=', '?cursor=x'])(
    'are refused where they are asked for wrongly: %s',
    async (query) => {
      expect((await ask('GET', `/api/alarms${query}`)).status).toBe(422)
    },
  )

  it('are closed by whoever may review, and not by whoever may only read', async () => {
    const { key } = await makeKeyAs(ask, 'admin')
    const admin = askerOf(test, key)
    const reader = askerOf(test, (await makeKeyAs(admin, 'read')).key)
    const reviewer = askerOf(test, (await makeKeyAs(admin, 'review')).key)
    expect((await reader('GET', '/api/alarms')).status).toBe(200)
    expect(await reader('POST', '/api/alarms/first/close', { outcome: 'fixed' })).toMatchObject({
      status: 403,
      body: { code: 'key.forbidden' },
    })
    expect((await reviewer('POST', '/api/alarms/first/close', { outcome: 'fixed' })).status).toBe(200)
  })
})
