import type { Alarm, AlertDelivery, DriftMarker } from '@trimtab/contract/drift'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { StoredChannel } from '../store/state-alarms.ts'
import type { Store } from '../store/store.ts'
import { createAlertSender, testChannel } from './alert-sender.ts'
import { makeAlarm, makeChannel } from './fixtures/alerts.ts'
import type { Message, Posted } from './post.ts'

const NOON = Date.parse('2026-11-22T12:00:00.000Z')
const HOUR_MS = 3_600_000
const BY = { actor: 'ann', at: '2026-11-22T00:00:00.000Z' }

let store: Store
let nowMs: number
let sent: Message[]
let answer: Posted
let defects: unknown[]
let markers: DriftMarker[]

beforeEach(() => {
  nowMs = NOON
  sent = []
  defects = []
  markers = []
  answer = { status: 200, said: '' }
  store = openInMemory(() => nowMs)
})
afterEach(() => store.close())

function makeSender() {
  return createAlertSender({
    state: store.state,
    clock: () => nowMs,
    markers: async () => markers,
    post: async (message) => {
      sent.push(message)
      return answer
    },
    onDefect: (error) => defects.push(error),
  })
}

/** By a sender that knows nothing but what is stored, as after a start; until what it sends beside is sent. */
async function go(): Promise<void> {
  const sender = makeSender()
  await sender.step()
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(defects).toEqual([])
}

async function keep(channels: StoredChannel[], quiet: { from: string; to: string } | null = null): Promise<void> {
  const quietHours = quiet === null ? null : { ...quiet, timeZone: 'UTC' }
  await store.state.saveAlertRules({ falseAlarmDays: 30, quietHours, channels }, BY)
}

async function open(...alarms: Partial<Alarm>[]): Promise<void> {
  await store.state.saveGuards('support.reply', [], alarms.map(makeAlarm))
}

async function deliveries(): Promise<AlertDelivery[]> {
  return (await store.state.deliveries({ limit: 100 })).map(({ delivery }) => delivery)
}

describe('alarms', () => {
  it('reach each channel once, however often it is looked and started anew', async () => {
    await keep([makeChannel(), makeChannel({ id: 'channel-2', name: 'Chat', kind: 'slack' })])
    await open({ id: 'one' }, { id: 'two', task: 'another' })
    for (let turn = 0; turn < 3; turn += 1) await go()
    expect(sent).toHaveLength(4)
    expect(new Set(sent.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set(['channel-1.one', 'channel-1.two', undefined]),
    )
    expect((await deliveries()).map(({ state, attempts, answer: said }) => [state, attempts, said])).toEqual(
      Array.from({ length: 4 }, () => ['sent', 1, '200']),
    )
  })

  it('of one task that were opened together are one message, with what was new about then', async () => {
    const marker = { task: 'support.reply', dimension: 'promptVersion', before: '12' }
    markers = ['2026-11-20T08:59:59.000Z', '2026-11-20T09:00:00.000Z', '2026-11-21T20:42:00.000Z'].map((at, place) => ({
      ...marker,
      at,
      value: String(place),
    }))
    await keep([makeChannel()])
    await open({ id: 'one' }, { id: 'two', signal: 'label' })
    for (let turn = 0; turn < 3; turn += 1) await go()
    expect(await deliveries()).toMatchObject([{ alarms: ['one', 'two'], state: 'sent' }])
    expect(sent).toHaveLength(1)
    expect(sent[0]?.headers['webhook-id']).toMatch(/^channel-1\.[0-9a-f]{32}$/)
    const { data } = JSON.parse(sent[0]?.body ?? '') as { data: { alarms: Alarm[] } }
    expect(data).toMatchObject({ more: 0, markers: [{ ...marker, value: '1' }] })
    expect(data.alarms.map(({ id }) => id)).toEqual(['one', 'two'])
  })

  it('that were opened while a channel rested are not told when it goes on', async () => {
    await keep([makeChannel({ isPaused: true })])
    await open({ id: 'one' })
    await go()
    await keep([makeChannel()])
    await open({ id: 'two' })
    await go()
    expect((await deliveries()).map(({ alarms }) => alarms)).toEqual([['two']])
  })

  it('are all told of, however many were opened at once', async () => {
    await keep([makeChannel()])
    await open(...Array.from({ length: 450 }, (_, number) => ({ id: String(number), signal: `feature.${number}` })))
    await go()
    expect((await deliveries()).map(({ alarms }) => alarms.length)).toEqual([450])
  })

  it('reach a channel only of its tasks, and none that is paused', async () => {
    await keep([makeChannel({ tasks: ['other'] }), makeChannel({ id: 'channel-2', name: 'Two', isPaused: true })])
    await open({ id: 'one' })
    await go()
    expect(sent).toEqual([])
  })

  it('wait for the end of the quiet', async () => {
    await keep([makeChannel()], { from: '11:00', to: '14:00' })
    await open({ id: 'one' })
    await go()
    expect(sent).toEqual([])
    nowMs += 2 * HOUR_MS
    await go()
    expect(sent).toHaveLength(1)
  })

  it('are tried again ever more seldom, with the same id, until they arrive', async () => {
    await keep([makeChannel()])
    await open({ id: 'one' })
    answer = { status: 503, said: 'busy' }
    const triedMs: number[] = []
    for (let tries = 0; tries < 4; tries += 1) {
      await go()
      triedMs.push(nowMs - NOON)
      const [waiting] = await deliveries()
      expect(waiting).toMatchObject({ state: 'waiting', attempts: tries + 1, answer: '503 busy' })
      nowMs = Date.parse(waiting?.nextAt ?? '')
    }
    expect(triedMs).toEqual([0, 5_000, 305_000, 2_105_000])
    answer = { status: 204, said: '' }
    await go()
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 5, answer: '204', nextAt: null }])
    expect(new Set(sent.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['channel-1.one']))
  })

  it('are given up after the eighth try, and at once where nobody is there any more', async () => {
    await keep([makeChannel()])
    await open({ id: 'one' })
    answer = { status: null, said: 'ECONNREFUSED' }
    for (let tries = 0; tries < 12; tries += 1) {
      await go()
      nowMs += 12 * HOUR_MS
    }
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: 8, answer: 'ECONNREFUSED' }])
    answer = { status: 410, said: '' }
    await open({ id: 'two' })
    await go()
    expect((await deliveries())[0]).toMatchObject({ state: 'failed', attempts: 1 })
  })
})

describe('a daily message', () => {
  const daily = makeChannel({ kind: 'slack', rhythm: 'daily' })
  const textOf = (message: Message | undefined) => (JSON.parse(message?.body ?? '{}') as { text?: string }).text

  it('is sent in the morning, once a day, of what is open and what was found', async () => {
    nowMs = NOON - 5 * HOUR_MS
    await keep([daily])
    await open({ id: 'one' })
    await go()
    expect(sent).toEqual([])
    nowMs = NOON
    for (let turn = 0; turn < 3; turn += 1) await go()
    expect(sent).toHaveLength(1)
    expect(textOf(sent[0])).toContain('one alarm is open')
    nowMs += 24 * HOUR_MS
    await go()
    expect(sent).toHaveLength(2)
  })

  it('is none where there is nothing to say', async () => {
    await keep([daily])
    await go()
    expect(await deliveries()).toEqual([])
  })
})

it('a test is sent at once, whatever the hour, and what comes of it is told and kept', async () => {
  const post = async (message: Message): Promise<Posted> => {
    sent.push(message)
    return { status: 404, said: 'no such hook' }
  }
  const parts = { state: store.state, post, clock: () => nowMs, makeId: () => 'id' }
  expect(await testChannel(makeChannel(), parts)).toEqual({ isDelivered: false, answer: '404 no such hook' })
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ type: 'test' })
  expect(await deliveries()).toMatchObject([{ id: 'test.id', alarms: [], state: 'failed', answer: '404 no such hook' }])
})
