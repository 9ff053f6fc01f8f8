import type { SignalReport } from '@trimtab/contract/drift'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../hours.ts'
import { openGuardedStore, signalOf } from './fixtures/guarded-store.ts'
import { START_MS } from './fixtures/streams.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { openAlarm } from './incidents.ts'
import { acknowledgeAlarm, close, closeAlarm, recovered } from './life.ts'
import { guardedShares } from './lookouts.ts'
import { ALL_HOURS } from './week-levels.ts'

const AT = '2026-11-03T00:00:00.000Z'
const SAID = { by: 'key-1', at: AT, note: 'on it' }

function someAlarm() {
  const signal = signalOf(1, 'number')
  const [share] = guardedShares(signal, 'missing', [timedHour(0, { 0: 100 })])
  if (share === undefined) throw new Error('nothing is guarded')
  const bound = { dependence: 1, level: ALL_HOURS, highest: Float64Array.of(0.1) }
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

  function reportOf(more: Partial<SignalReport> = {}, fromMs = START_MS, lengthMs = DAY_MS): SignalReport {
    const window = { n: 100, from: new Date(fromMs).toISOString(), to: new Date(fromMs + lengthMs).toISOString() }
    return {
      task: 'a task',
      signal: 'signal-1',
      aspect: 'missing',
      group: 'input',
      state: 'stable',
      effect: null,
      tolerance: 0.02,
      was: null,
      now: null,
      reference: window,
      current: window,
      dependence: 1,
      test: null,
      rowsNeeded: null,
      reason: null,
      harm: null,
      alarm: ID,
      ...more,
    }
  }

  it('once its signal is stable for a whole day after it was opened, and stays open', () => {
    const again = recovered(alarm, [reportOf({ aspect: 'values', state: 'drift' }), reportOf()], AT)
    expect(again).toMatchObject({
      state: 'open',
      events: [{ kind: 'opened' }, { kind: 'recovered', at: AT, by: null }],
    })
    expect(again === null ? null : recovered(again, [reportOf()], AT)).toBeNull()
  })

  it('not while that is not proven, for less than a day, before it was opened, or when it is closed', () => {
    expect(recovered(alarm, [reportOf({ state: 'unclear' })], AT)).toBeNull()
    expect(recovered(alarm, [reportOf({}, START_MS, DAY_MS / 2)], AT)).toBeNull()
    expect(recovered(alarm, [reportOf({}, START_MS - DAY_MS)], AT)).toBeNull()
    expect(recovered(alarm, [reportOf({ task: 'another' })], AT)).toBeNull()
    expect(recovered(close(alarm, 'fixed', SAID), [reportOf()], AT)).toBeNull()
  })
})
