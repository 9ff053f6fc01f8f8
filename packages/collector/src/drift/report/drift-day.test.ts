import { expect, it } from 'vitest'
import { driftState } from '../fixtures/drift-state.ts'
import { watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { keepDriftDay } from './drift-day.ts'

const START = Date.UTC(2026, 0, 5)

it('a day is looked at once, when it is over, and what was found stays', async () => {
  const rows = Array.from({ length: 30 * 240 }, (_, place) => {
    const atMs = START + Math.floor(place / 10) * HOUR_MS
    return { atMs, values: { label: place % 10 < (atMs >= START + 29 * DAY_MS ? 5 : 1) ? 'b' : 'a' } }
  })
  const state = driftState(watchedOf([{ name: 'label', kind: 'category' }], rows))
  const ask = { state, task: 'a task' }
  const found = await keepDriftDay({ ...ask, clock: () => START + 30 * DAY_MS + HOUR_MS })
  expect(found).toMatchObject({
    task: 'a task',
    day: '2026-02-03',
    signals: [{ signal: 'label', aspect: 'values', state: 'drift' }],
  })
  expect(found?.signals[0]?.estimate).toBeCloseTo(0.4, 9)
  expect(await state.driftDays('a task', 9)).toEqual([found])
  expect(await keepDriftDay({ ...ask, clock: () => START + 30 * DAY_MS + 5 * HOUR_MS })).toBe(null)
  const next = await keepDriftDay({ ...ask, clock: () => START + 31 * DAY_MS })
  expect(next?.signals).toMatchObject([{ state: 'no_data', estimate: null, qValue: null }])
  expect(await keepDriftDay({ ...ask, task: 'another', clock: () => START + 40 * DAY_MS })).toBe(null)
})
