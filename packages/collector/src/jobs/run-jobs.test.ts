import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeChannel } from '../alerts/fixtures/alerts.ts'
import { createPost } from '../alerts/post.ts'
import { makeBatch, makeRow } from '../fixtures/predictions.ts'
import { createRandom } from '../statistics/random.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { createWork, type Work } from './work.ts'

const HOUR_MS = 3_600_000
/** A Monday. */
const START_MS = Date.UTC(2026, 10, 2)
const TASK = 'ticket.route'
const ROWS_OF_HOUR = 8
const USUAL_HOURS = 9 * 24
const CHANGED_HOURS = 12
const USUAL = ['billing', 'billing', 'billing', 'sales', 'sales', 'spam']
const CHANGED = ['billing', 'spam', 'spam', 'spam', 'spam', 'spam']

let store: Store
let server: Server
let nowMs: number
let arrived: { body: string; headers: IncomingHttpHeaders; atMs: number }[]
let told: string[]
let defects: unknown[]
let number: number

beforeEach(async () => {
  nowMs = START_MS
  number = 0
  arrived = []
  told = []
  defects = []
  store = openInMemory(() => nowMs)
  server = createServer((request, response) => {
    void takeIn(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  vi.useRealTimers()
  server.closeAllConnections()
  server.close()
  store.close()
})

async function takeIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  arrived.push({ body: await text(request), headers: request.headers, atMs: nowMs })
  response.writeHead(204).end()
}

const random = createRandom(11)

/** All that comes in an hour, and then the hour is over. */
async function live(labels: readonly string[]): Promise<void> {
  const predictions = Array.from({ length: ROWS_OF_HOUR }, (_, place) => {
    number += 1
    const facts = makeRow(number).facts
    return makeRow(number, {
      task: TASK,
      kind: 'classification',
      startedAt: new Date(nowMs + (place * HOUR_MS) / ROWS_OF_HOUR).toISOString(),
      input: { system: null, messages: null, tools: null, features: null },
      output: {
        ...facts.output,
        text: null,
        messages: null,
        label: labels[Math.floor(random() * labels.length)] ?? '',
      },
    })
  })
  nowMs += HOUR_MS
  await store.rows.add(makeBatch({ predictions }))
}

/** One that knows nothing but what is stored, as after a start. */
function start(): Work {
  return createWork({
    ...store,
    clock: () => nowMs,
    holder: 'me',
    makeId: randomUUID,
    onJob: () => undefined,
    onQueue: () => undefined,
    onAlarm: (id) => told.push(id),
    post: createPost({ mayBePrivate: true }),
    onDefect: (error) => defects.push(error),
  })
}

async function untilDone(work: Work): Promise<void> {
  while ((await work.step()) === 0);
}

it('a category that comes much more often opens one alarm, of which one signed message tells, whoever starts anew', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const channel = makeChannel({ url, wholeUrl: url })
  const by = { actor: 'ann', at: new Date(nowMs).toISOString() }
  await store.state.saveAlertRules({ falseAlarmDays: 30, quietHours: null, channels: [channel] }, by)
  const work = start()
  for (let hour = 0; hour < USUAL_HOURS; hour += 1) {
    await live(USUAL)
    await untilDone(work)
  }
  expect(await store.state.alarms({ limit: 9 })).toEqual([])
  for (let hour = 0; hour < CHANGED_HOURS; hour += 1) {
    await live(CHANGED)
    await untilDone(work)
  }
  await vi.waitFor(() => expect(arrived).toHaveLength(1))
  const alarms = (await store.state.alarms({ limit: 9 })).map(({ alarm }) => alarm)
  expect(alarms).toMatchObject([{ task: TASK, signal: 'label', aspect: 'values', state: 'open' }])
  expect(told).toEqual(alarms.map(({ id }) => id))

  const [message] = arrived
  vi.setSystemTime(message?.atMs ?? 0)
  const headers = Object.fromEntries(
    Object.entries(message?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  const said = new Webhook(channel.secret).verify(message?.body ?? '', headers)
  expect(said).toMatchObject({ type: 'alarm.opened', data: { alarms: [{ id: told[0], task: TASK }] } })
  vi.useRealTimers()

  const again = start()
  for (let hour = 0; hour < CHANGED_HOURS; hour += 1) {
    await live(CHANGED)
    await untilDone(again)
  }
  await again.settle()
  expect([arrived.length, told.length, defects]).toEqual([1, 1, []])
})
