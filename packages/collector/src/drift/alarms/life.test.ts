import { describe, expect, it } from 'vitest'
import type { DriftDay } from '../../store/state-watch.ts'
import { openGuardedStore, signalOf } from './fixtures/guarded-store.ts'
import { START_MS } from './fixtures/streams.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { openAlarm } from './incidents.ts'
import { acknowledgeAlarm, close, closeAlarm, recoverAlarms, recovered } from './life.ts'
import { guardedShares } from './lookouts.ts'
import { ALL_HOURS } from './week-levels.ts'

const AT = '2026-11-03T00:00:00.000Z'
const SAID = { by: 'key-1', at: AT, note: 'on it' }

function someAlarm() {
  const signal = signalOf(1, 'number')
  const [share] = guardedShares(signal, 'missing', [timedHour(0, { 0: 100 })])
  if (share === undefined) throw new Error('nothing is guarded')
  const bound = { dependence: 1, rowsOfHour: 100, level: ALL_HOURS, highest: Float64Array.of(0.1) }
  const hours = [timedHour(0, {}, { missing: 50 })]
  const what = { task: 'a task', signal, armedMs: START_MS, aspect: 'missing' as const }
  return openAlarm({ ...what, strongest: { share, bound }, hours, nowMs: START_MS })
}

const ID = someAlarm().id

async function storeWithAlarm() {
  const store = openGuardedStore([])
  await store.state.saveGuards('a task', [], [someAlarm()])
  return store
}

describe('an alarm', () => {
  it('is acknowledged by whoever took it in hand last', async () => {
    const { state } = await storeWithAlarm()
    await acknowledgeAlarm(state, { id: ID, ...SAID })
    expect(await acknowledgeAlarm(state, { id: ID, ...SAID, by: 'key-2', note: null })).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'key-2',
      events: [
        { kind: 'opened' },
        { kind: 'acknowledged', by: 'key-1', note: 'on it' },
        { kind: 'acknowledged', by: 'key-2' },
      ],
    })
  })

  it('is closed once, with what came of it', async () => {
    const { state, alarms } = await storeWithAlarm()
    const closed = await closeAlarm(state, { id: ID, outcome: 'fixed', ...SAID })
    expect(closed).toMatchObject({ state: 'closed', outcome: 'fixed', closedAt: AT })
    expect(alarms()).toEqual([closed])
    expect(await closeAlarm(state, { id: ID, outcome: 'expected', ...SAID })).toBe('closed')
    expect(await acknowledgeAlarm(state, { id: ID, ...SAID })).toBe('closed')
  })

  it('that nobody knows is not found', async () => {
    const { state } = await storeWithAlarm()
    expect(await closeAlarm(state, { id: 'a2', outcome: 'fixed', ...SAID })).toBe('not-found')
  })

  it('keeps what another did to it at the same moment', async () => {
    const { state } = await storeWithAlarm()
    let isFirst = true
    const raced = {
      ...state,
      changeAlarm: async (...change: Parameters<typeof state.changeAlarm>) => {
        if (isFirst) {
          isFirst = false
          await acknowledgeAlarm(state, { id: ID, ...SAID, by: 'key-2' })
        }
        return await state.changeAlarm(...change)
      },
    }
    expect(await closeAlarm(raced, { id: ID, outcome: 'fixed', ...SAID })).toMatchObject({
      events: [{ kind: 'opened' }, { kind: 'acknowledged', by: 'key-2' }, { kind: 'closed', by: 'key-1' }],
    })
  })
})

describe('an alarm recovers', () => {
  const alarm = someAlarm()

  /** What a day found: the signal of the alarm as it is said, and another one. */
  function dayOf(state: string, day = '2026-11-02', task = 'a task'): DriftDay {
    const found = { signal: 'signal-1', estimate: null, qValue: null }
    return {
      task,
      day,
      signals: [
        { ...found, aspect: 'values', state: 'drift' },
        { ...found, aspect: 'missing', state },
      ],
    }
  }

  it('once its signal is stable for a whole day after it was opened, and stays open', () => {
    const again = recovered(alarm, dayOf('stable'), AT)
    expect(again).toMatchObject({
      state: 'open',
      events: [{ kind: 'opened' }, { kind: 'recovered', at: AT, by: null }],
    })
    expect(again === null ? null : recovered(again, dayOf('stable'), AT)).toBeNull()
  })

  it('not while that is not proven, on the day it was opened or before, for another task, or when it is closed', () => {
    expect(recovered(alarm, dayOf('unclear'), AT)).toBeNull()
    expect(recovered(alarm, dayOf('stable', '2026-10-31'), AT)).toBeNull()
    expect(recovered(alarm, dayOf('stable', '2026-11-02', 'another'), AT)).toBeNull()
    expect(recovered(close(alarm, 'fixed', SAID), dayOf('stable'), AT)).toBeNull()
  })

  it('in the store, and is told of by its id', async () => {
    const { state, alarms } = await storeWithAlarm()
    const day = dayOf('stable')
    expect(await recoverAlarms({ state, clock: () => Date.parse(AT), day })).toEqual([ID])
    expect(alarms()[0]?.events.at(-1)?.kind).toBe('recovered')
    expect(await recoverAlarms({ state, clock: () => Date.parse(AT), day })).toEqual([])
  })
})
