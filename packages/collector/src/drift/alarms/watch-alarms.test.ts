import { describe, expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { openInMemory } from '../../store/sqlite/fixtures/open-store.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { openGuardedStore, signalOf, TASK } from './fixtures/guarded-store.ts'
import { drawCategories, START_MS } from './fixtures/streams.ts'
import { closeAlarm } from './life.ts'
import type { AlarmWatchState } from './look-at-task.ts'
import { createAlarmWatch } from './watch-alarms.ts'

const KNOWN_HOURS = 8 * 24
const CHANGED_HOURS = 48

/** Eight days as usual, of so many signals; what comes next is as it is told. */
function history(signals = 1, falseAlarmDays = 30) {
  const random = createRandom(1)
  const watched = Array.from({ length: signals }, (_, place) =>
    signalOf(place + 1, 'category', { categories: ['true', 'false'] }),
  )
  const store = openGuardedStore(watched, falseAlarmDays)
  const clock = { nowMs: START_MS }
  const live = (share: number): void => {
    for (const signal of watched)
      store.count({ signal, startMs: clock.nowMs, bins: drawCategories(random, 40, [share, 1 - share]) })
    clock.nowMs += HOUR_MS
  }
  for (let hour = 0; hour < KNOWN_HOURS; hour += 1) live(0.1)
  return { store, clock, live }
}

function watchOver({ state }: { state: AlarmWatchState }, clock: { nowMs: number }, told: string[] = []) {
  return createAlarmWatch({ state, clock: () => clock.nowMs, onAlarm: ({ id }) => told.push(id) })
}

describe('watching', () => {
  it('comes to the same alarm where it is begun anew each hour', async () => {
    const [steady, broken] = [history(), history()]
    const one = watchOver(steady.store, steady.clock)
    for (let hour = 0; hour < CHANGED_HOURS; hour += 1) {
      steady.live(0.35)
      broken.live(0.35)
      while (await one.step(1_000));
      const another = watchOver(broken.store, broken.clock)
      while (await another.step(1_000));
    }
    expect(steady.store.alarms()).toHaveLength(1)
    expect(broken.store.alarms()).toEqual(steady.store.alarms())
    expect(broken.store.guards()).toEqual(steady.store.guards())
  })

  it('opens one alarm where two processes see it at the same moment, and one of them tells of it', async () => {
    const { store, clock, live } = history()
    const told: string[] = []
    const both = [watchOver(store, clock, told), watchOver(store, clock, told)]
    for (let hour = 0; hour < CHANGED_HOURS; hour += 1) {
      live(0.35)
      await Promise.all(both.map((one) => one.step(1_000)))
    }
    expect(store.alarms()).toHaveLength(1)
    expect(told).toEqual(store.alarms().map(({ id }) => id))
  })

  it('comes to the same in a database as in memory', async () => {
    const { store, clock, live } = history()
    const { state, close } = openInMemory()
    const alarmsIn = async () => (await state.alarms({ limit: 9 })).map(({ alarm }) => alarm)
    for (let hour = 0; hour < CHANGED_HOURS; hour += 1) live(hour < CHANGED_HOURS / 2 ? 0.1 : 0.35)
    const end = clock.nowMs
    const counted = { mark: 'm', watches: [store.watch], cells: [{ task: TASK, cells: store.cells() }], said: [] }
    expect(await state.moveWatching({ step: 0, ...counted })).toBe(true)
    const both = [watchOver(store, clock), watchOver({ state }, clock)]
    for (clock.nowMs = end - CHANGED_HOURS * HOUR_MS; clock.nowMs <= end; clock.nowMs += HOUR_MS)
      for (const one of both) while (await one.step(1_000));
    expect(await alarmsIn()).toEqual(store.alarms())
    expect(await state.guards(TASK)).toEqual(
      store.guards().toSorted((left, right) => (left.aspect < right.aspect ? -1 : 1)),
    )
    const [alarm] = await alarmsIn()
    const by = { by: 'key-1', at: new Date(end).toISOString(), note: null }
    expect(await closeAlarm(state, { id: alarm?.id ?? '', outcome: 'expected', ...by })).toMatchObject({
      state: 'closed',
    })
    expect(await alarmsIn()).toMatchObject([{ state: 'closed', events: [{ kind: 'opened' }, { kind: 'closed' }] }])
    close()
  })

  it('does not take what went wrong for an alarm of another', async () => {
    const { store, clock, live } = history()
    const full = { ...store.state, saveGuards: () => Promise.reject(new Error('the disk is full')) }
    live(0.1)
    await expect(watchOver({ state: full }, clock).step(1_000)).rejects.toThrow('full')
  })

  it('sees a change in the middle of an hour', async () => {
    const { store, clock, live } = history()
    const one = watchOver(store, clock)
    live(0.1)
    await one.step(1_000)
    store.count({ signal: signalOf(1, 'category'), startMs: clock.nowMs, bins: { 1: 60 } })
    clock.nowMs += 19 * 60_000
    await one.step(1_000)
    expect(store.alarms()).toEqual([])
    clock.nowMs += 2 * 60_000
    await one.step(1_000)
    expect(store.alarms()).toHaveLength(1)
  })

  it('looks at a task once a minute, or when it is poked', async () => {
    const { store, clock } = history()
    let looks = 0
    const state = {
      ...store.state,
      guards: (task: string) => {
        looks += 1
        return store.state.guards(task)
      },
    }
    const one = watchOver({ state }, clock)
    const looksAfter = async (ms: number): Promise<number> => {
      clock.nowMs += ms
      expect(await one.step(1_000)).toBe(false)
      return looks
    }
    expect(await looksAfter(0)).toBe(1)
    expect(await looksAfter(59_000)).toBe(1)
    expect(await looksAfter(1_000)).toBe(2)
    one.poke()
    expect(await looksAfter(0)).toBe(3)
    expect(await looksAfter(-DAY_MS)).toBe(4)
  })

  it('goes on with each step, however little time there is for one', async () => {
    const { store, clock, live } = history(5)
    live(0.1)
    const one = watchOver(store, clock)
    let steps = 1
    while (await one.step(0)) steps += 1
    expect(steps).toBeGreaterThanOrEqual(5)
    expect(store.guards()).toHaveLength(15)
  })

  it('begins afresh where somebody chose another tolerance, and not where a day went by', async () => {
    const { store, clock, live } = history()
    const one = watchOver(store, clock)
    const armedAfter = async (): Promise<number[]> => {
      live(0.1)
      while (await one.step(1_000));
      return store.guards().map(({ armedMs }) => armedMs)
    }
    const [first = 0, ...others] = await armedAfter()
    expect(others).toEqual([first, first])
    for (let hour = 0; hour < 30; hour += 1) live(0.1)
    expect(await armedAfter()).toEqual([first, first, first])
    store.choose({ ...defaultBaseline(TASK), tolerances: { 'signal-1': 0.2 } })
    const [again = 0] = await armedAfter()
    expect(again).toBeGreaterThan(first + DAY_MS)
  })

  it('needs more evidence the more guards share the promise, and the rarer a false alarm may be', async () => {
    const hoursToAlarm = async (signals: number, falseAlarmDays: number): Promise<number> => {
      const { store, clock, live } = history(signals, falseAlarmDays)
      const one = watchOver(store, clock)
      for (let hour = 1; hour <= CHANGED_HOURS; hour += 1) {
        live(0.22)
        while (await one.step(1_000));
        if (store.alarms().some(({ signal }) => signal === 'signal-1')) return hour
      }
      return Infinity
    }
    const often = await hoursToAlarm(1, 1)
    expect(await hoursToAlarm(1, 365)).toBeGreaterThan(often)
  })

  it('forgets tasks that are gone', async () => {
    const { store, clock } = history()
    const state = { ...store.state, watchedTasks: () => Promise.resolve(['gone']), watch: () => Promise.resolve(null) }
    expect(await watchOver({ state }, clock).step(1_000)).toBe(false)
    expect(store.guards()).toEqual([])
  })
})
