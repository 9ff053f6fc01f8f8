import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { makeAlarm } from '../alerts/fixtures/alerts.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { createNewsWatcher } from '../watch/watch-news.ts'
import { createDailyLook } from './daily.ts'

const DAY_MS = 86_400_000
const MIDNIGHT = Date.parse('2026-11-22T00:00:00.000Z')
const TASK = 'support.reply'
/** Texts take the longest to look at, and are not what this is about. */
const SILENT = {
  input: { ...makeFacts(0).input, messages: null },
  output: { ...makeFacts(0).output, messages: null, text: null },
}

let store: Store
let nowMs: number
let told: string[]

beforeEach(async () => {
  nowMs = MIDNIGHT
  told = []
  store = openInMemory(() => nowMs)
  // Three weeks of four hundred a day, of which none fails.
  const predictions = Array.from({ length: 21 * 400 }, (_, number) =>
    makeRow(number, { ...SILENT, startedAt: new Date(MIDNIGHT - 21 * DAY_MS + number * (DAY_MS / 400)).toISOString() }),
  )
  await store.rows.add(makeBatch({ predictions }))
  const watcher = createNewsWatcher({ ...store, clock: () => nowMs })
  while (await watcher.step(50));
})
afterEach(() => store.close())

function makeLook(isCaughtUp = true) {
  return createDailyLook({
    state: store.state,
    clock: () => nowMs,
    isCaughtUp: () => isCaughtUp,
    onAlarm: (id) => told.push(id),
  })
}

describe('a day', () => {
  it('is looked at once it has been over for an hour and all of it is counted, and then never again', async () => {
    expect(await makeLook().step()).toBe(false)
    nowMs = MIDNIGHT + DAY_MS / 12
    expect(await makeLook(false).step()).toBe(false)
    const look = makeLook()
    expect(await look.step()).toBe(true)
    expect(await look.step()).toBe(false)
    const days = await store.state.driftDays(TASK, 10)
    expect(days.map(({ day }) => day)).toEqual(['2026-11-21'])
    expect(days[0]?.signals.find(({ signal }) => signal === 'status')?.state).toBe('stable')
    await makeLook().step()
    expect(await store.state.driftDays(TASK, 10)).toEqual(days)
  })

  it('tells the alarms of signals that are proven stable again', async () => {
    nowMs = MIDNIGHT + DAY_MS / 12
    const openedAt = new Date(MIDNIGHT - 3 * DAY_MS).toISOString()
    const alarm = makeAlarm({ id: 'old', signal: 'status', aspect: 'values', openedAt })
    await store.state.saveGuards(TASK, [], [alarm, { ...alarm, id: 'other', signal: 'rated' }])
    await makeLook().step()
    expect(told).toContain('old')
    expect((await store.state.alarm('old'))?.events.at(-1)).toMatchObject({ kind: 'recovered', by: null })
  })
})
