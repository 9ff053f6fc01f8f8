import { describe, expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import type { WatchedSignal } from '../../store/state-watch.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { type GuardedStore, openGuardedStore, signalOf, TASK } from './fixtures/guarded-store.ts'
import { drawCategories, drawLognormal, liveThrough, START_MS } from './fixtures/streams.ts'

const RATE = { categories: ['true', 'false'] }

/** What is stored holds no number that is none: JSON would make it null. */
function expectQuiet(store: GuardedStore): void {
  expect(store.alarms()).toEqual([])
  expect(JSON.stringify(store.guards())).not.toContain('null')
}

function guardsOf(store: GuardedStore): string[] {
  return store.guards().map(({ signal, aspect }) => `${signal} ${aspect}`)
}

/** One rate, so many rows an hour. */
async function liveWithRate(store: GuardedStore, rate: WatchedSignal, days: number, shareAt: (hour: number) => number) {
  const random = createRandom(2)
  await liveThrough({
    store,
    days,
    countHour: (startMs, hour) => {
      const share = shareAt(hour)
      store.count({ signal: rate, startMs, bins: drawCategories(random, 40, [share, 1 - share]) })
    },
  })
}

describe('months in which nothing changes raise no more than the promised alarms', () => {
  const rate = signalOf(1, 'category', RATE)
  const number = signalOf(2, 'number', { grid: { centre: 1, spread: 1 } })
  const category = signalOf(3, 'category', { categories: ['a', 'b', 'c', 'd', 'e'] })
  const signals = [rate, number, category]
  const DAYS = 38

  async function alarmsIn(
    seed: number,
    hourOf: (hour: number, random: () => number) => { share: number; middle: number },
  ) {
    const random = createRandom(seed)
    const store = openGuardedStore(signals, 30)
    await liveThrough({
      store,
      days: DAYS,
      lookEach: 6,
      countHour: (startMs, hour) => {
        const { share, middle } = hourOf(hour, random)
        store.count({ signal: rate, startMs, bins: drawCategories(random, 15, [share, 1 - share]), missing: 1 })
        store.count({ signal: number, startMs, bins: drawLognormal(random, 15, middle) })
        store.count({ signal: category, startMs, bins: drawCategories(random, 15, [share, 0.5, 0.3, 0.01, 1]) })
      },
    })
    expect(guardsOf(store).length + store.alarms().length).toBe(9)
    return store.alarms()
  }

  it('of rows that are each by themselves', async () => {
    expect((await alarmsIn(1, () => ({ share: 0.1, middle: 0 }))).length).toBeLessThanOrEqual(1)
  })

  it('of days that are unlike each other', async () => {
    let day = { share: 0, middle: 0 }
    const alarms = await alarmsIn(2, (hour, random) => {
      if (hour % 24 === 0) day = { share: 0.1 + 0.1 * random(), middle: 0.4 * random() }
      return day
    })
    expect(alarms.length).toBeLessThanOrEqual(1)
  })

  it('of nights and weekends that are unlike days', async () => {
    const alarms = await alarmsIn(3, (hour) => {
      const isOff = hour % 24 < 8 || hour % 168 >= 120
      return isOff ? { share: 0.05, middle: 0 } : { share: 0.2, middle: 0.8 }
    })
    expect(alarms.length).toBeLessThanOrEqual(1)
  })
})

describe('nothing is told of', () => {
  it('a month of silence, nor of what comes after it', async () => {
    const rate = signalOf(1, 'category', RATE)
    const store = openGuardedStore([rate])
    await liveWithRate(store, rate, 10, () => 0.1)
    await liveThrough({ store, days: 30, countHour: () => undefined, fromMs: START_MS + 10 * DAY_MS })
    const random = createRandom(9)
    await liveThrough({
      store,
      days: 2,
      countHour: (startMs) => store.count({ signal: rate, startMs, bins: drawCategories(random, 40, [0.1, 0.9]) }),
      fromMs: START_MS + 40 * DAY_MS,
    })
    expectQuiet(store)
  })

  it('a signal that is always missing', async () => {
    const number = signalOf(1, 'number')
    const store = openGuardedStore([number])
    await liveThrough({
      store,
      days: 9,
      countHour: (startMs) => store.count({ signal: number, startMs, missing: 20 }),
    })
    expectQuiet(store)
    expect(guardsOf(store)).toEqual(['1 missing', '1 type'])
  })

  it('a signal that appears late, until a hundred rows of it are known', async () => {
    const [rate, late] = [signalOf(1, 'category', RATE), signalOf(2, 'number')]
    const store = openGuardedStore([rate, late])
    const random = createRandom(4)
    const countHour = (startMs: number): void => {
      store.count({ signal: rate, startMs, bins: drawCategories(random, 20, [0.1, 0.9]) })
      if (startMs >= START_MS + 6 * DAY_MS) store.count({ signal: late, startMs, bins: drawLognormal(random, 20, 0) })
    }
    await liveThrough({ store, days: 6.5, countHour })
    expect(guardsOf(store)).not.toContain('2 values')
    await liveThrough({ store, days: 3.5, countHour, fromMs: START_MS + 6.5 * DAY_MS })
    expectQuiet(store)
    expect(guardsOf(store)).toContain('2 values')
  })

  it('rows of the future, until it is there', async () => {
    const rate = signalOf(1, 'category', RATE)
    const store = openGuardedStore([rate])
    store.count({ signal: rate, startMs: START_MS + 400 * DAY_MS, bins: { 1: 500 } })
    await liveWithRate(store, rate, 9, () => 0.1)
    expectQuiet(store)
    expect(guardsOf(store)).toHaveLength(3)
  })

  it('a task of which nothing was ever counted', async () => {
    const store = openGuardedStore([signalOf(1, 'number')])
    await liveThrough({ store, days: 3, countHour: () => undefined })
    expectQuiet(store)
    expect(store.guards()).toEqual([])
  })

  it('a signal that is ignored', async () => {
    const rate = signalOf(1, 'category', RATE)
    const store = openGuardedStore([rate])
    store.choose({ ...defaultBaseline(TASK), ignored: [rate.name] })
    await liveWithRate(store, rate, 9, (hour) => (hour < 8 * 24 ? 0.1 : 0.9))
    expect([store.alarms(), store.guards()]).toEqual([[], []])
  })

  it('of what changed before it was watched', async () => {
    const rate = signalOf(1, 'category', RATE)
    const store = openGuardedStore([rate])
    const random = createRandom(5)
    for (let hour = 0; hour < 20 * 24; hour += 1)
      store.count({
        signal: rate,
        startMs: START_MS + hour * HOUR_MS,
        bins: drawCategories(random, 40, [hour < 240 ? 0.1 : 0.3, 1]),
      })
    await liveThrough({ store, days: 0.25, countHour: () => undefined, fromMs: START_MS + 20 * DAY_MS })
    expect(store.alarms()).toEqual([])
  })
})

describe('an alarm is opened', () => {
  const CHANGE_HOUR = 8 * 24

  async function changed(until: number) {
    const rate = signalOf(1, 'category', RATE)
    const store = openGuardedStore([rate])
    await liveWithRate(store, rate, until, (hour) => (hour < CHANGE_HOUR ? 0.1 : 0.3))
    return { store, rate }
  }

  it('once, while its guard rests and the others stand', async () => {
    const { store } = await changed(11)
    expect(store.alarms()).toMatchObject([{ signal: 'signal-1', aspect: 'values', state: 'open' }])
    expect(guardsOf(store)).toEqual(['1 missing', '1 type'])
    const [alarm] = store.alarms()
    const changedMs = START_MS + CHANGE_HOUR * HOUR_MS
    expect(Date.parse(alarm?.openedAt ?? '')).toBeGreaterThan(changedMs)
    expect(Date.parse(alarm?.beganAt?.from ?? '')).toBeLessThanOrEqual(changedMs)
    expect(Date.parse(alarm?.beganAt?.to ?? '')).toBeGreaterThan(changedMs)
  })

  /** Two days of the change, then it is closed, and it goes on for some days. */
  async function closedAs(outcome: 'false_alarm' | 'expected'): Promise<GuardedStore> {
    const { store, rate } = await changed(10)
    const [alarm] = store.alarms()
    if (alarm === undefined) throw new Error('no alarm')
    const closedAt = new Date(START_MS + 10 * DAY_MS).toISOString()
    await store.state.changeAlarm({ ...alarm, state: 'closed', outcome, closedAt }, 'open', null)
    const random = createRandom(6)
    await liveThrough({
      store,
      days: 4,
      countHour: (startMs) => store.count({ signal: rate, startMs, bins: drawCategories(random, 40, [0.3, 0.7]) }),
      fromMs: START_MS + 10 * DAY_MS,
    })
    return store
  }

  it('again where it was closed as false and goes on, of what came since', async () => {
    const [, again] = (await closedAs('false_alarm')).alarms()
    expect(Date.parse(again?.beganAt?.from ?? '')).toBeGreaterThanOrEqual(START_MS + 10 * DAY_MS)
  })

  it('no more where it is expected, and the guard stands again', async () => {
    const store = await closedAs('expected')
    expect(store.alarms()).toHaveLength(1)
    expect(guardsOf(store)).toContain('1 values')
  })

  it('of what the truth says by the hour in which it is heard', async () => {
    const accuracy = signalOf(1, 'category', { name: 'accuracy', group: 'quality', categories: ['right', 'wrong'] })
    const store = openGuardedStore([accuracy])
    const random = createRandom(7)
    await liveThrough({
      store,
      days: 11,
      countHour: (startMs, hour) => {
        const share = hour < CHANGE_HOUR ? 0.8 : 0.5
        store.count({ of: 'heard', signal: accuracy, startMs, bins: drawCategories(random, 20, [share, 1 - share]) })
        // It is said of predictions of weeks ago, and counts with them as well.
        store.count({ signal: accuracy, startMs: startMs - 30 * DAY_MS, bins: { 1: 20 } })
      },
    })
    expect(store.alarms().map(({ summary }) => summary.slice(0, 28))).toEqual(['`accuracy` = right fell to 4'])
    expect(guardsOf(store)).toEqual([])
  })

  it('of a version that answers otherwise than another at the same time', async () => {
    const rate = signalOf(1, 'category', RATE)
    const store = openGuardedStore([rate])
    const [firstMs, lastMs] = [START_MS, START_MS]
    store.watch.segments.push({ is: { model: 'old' }, firstMs, lastMs }, { is: { model: 'new' }, firstMs, lastMs })
    store.choose({ ...defaultBaseline(TASK), reference: { kind: 'slice', only: { model: ['old'] } } })
    const random = createRandom(8)
    await liveThrough({
      store,
      days: 9,
      countHour: (startMs) => {
        store.count({ signal: rate, startMs, segment: 1, bins: drawCategories(random, 40, [0.1, 0.9]) })
        store.count({ signal: rate, startMs, segment: 2, bins: drawCategories(random, 10, [0.4, 0.6]) })
      },
    })
    expect(store.alarms()).toMatchObject([{ share: { name: 'share of true' } }])
    expect(store.alarms()[0]?.share?.fine).toBeLessThan(0.2)
  })
})
