import { SERIES_GROUPS_MAX } from '@trimtab/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeBatch, makeRow, START } from '../fixtures/predictions.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { readSeries } from './series.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let store: Store

beforeEach(() => {
  store = openInMemory()
})
afterEach(() => store.close())

const add = (...rows: ReturnType<typeof makeRow>[]) => store.rows.add(makeBatch({ predictions: rows }))
const model = (responded: string | null) => ({ model: { requested: null, responded } })
const later = (ms: number) => ({ startedAt: new Date(START + ms).toISOString() })

it('a series is of whole hours, and of those alone in which there was anything', async () => {
  await add(makeRow(1), makeRow(2, later(10)), makeRow(3, later(3 * HOUR_MS)), makeRow(4, later(-1)))
  const series = await readSeries(store.rows, { fromMs: START + 5, toMs: START + 3 * HOUR_MS + 1, by: null })
  expect(series).toMatchObject({
    from: '2026-11-21T10:00:00.000Z',
    to: '2026-11-21T14:00:00.000Z',
    step: 'hour',
    by: null,
    groups: [
      {
        name: null,
        total: { predictions: 3 },
        points: [
          { at: '2026-11-21T10:00:00.000Z', predictions: 2 },
          { at: '2026-11-21T13:00:00.000Z', predictions: 1 },
        ],
      },
    ],
    others: null,
    isWhole: true,
  })
})

it('a series is taken apart by what was said, the largest first, whoever said nothing by themselves', async () => {
  await add(
    makeRow(1, model('small')),
    makeRow(2, { ...model('large'), convention: 'one' }),
    makeRow(3, { ...model('large'), convention: 'other' }),
    makeRow(4, { ...model('large'), service: 's' }),
    makeRow(5, model(null)),
    makeRow(6, { ...model(null), status: 'error' }),
  )
  const series = await readSeries(store.rows, { fromMs: START, toMs: START + 1, by: 'model' })
  expect(series?.groups.map(({ name, total, points }) => [name, total.predictions, points.length])).toEqual([
    ['large', 3, 1],
    [null, 2, 1],
    ['small', 1, 1],
  ])
})

it('a series shows so many groups, and the rest in one', async () => {
  await add(...Array.from({ length: SERIES_GROUPS_MAX + 3 }, (_, number) => makeRow(number, model(`m-${number}`))))
  const series = await readSeries(store.rows, { fromMs: START, toMs: START + 1, by: 'model' })
  expect(series?.groups).toHaveLength(SERIES_GROUPS_MAX)
  expect(series?.others).toMatchObject({ name: null, total: { predictions: 3 }, points: [{ predictions: 3 }] })
})

it('a series is of one task and one slice where that is asked', async () => {
  await add(
    makeRow(1, { task: 'a', ...model('m') }),
    makeRow(2, { task: 'b', ...model('m') }),
    makeRow(3, { task: 'a', ...model('n') }),
  )
  const series = await readSeries(store.rows, { task: 'a', model: ['m'], fromMs: START, toMs: START + 1, by: null })
  expect(series?.groups.map(({ total }) => total.predictions)).toEqual([1])
})

it.each([
  [31 * DAY_MS, undefined, 'hour'],
  [32 * DAY_MS, undefined, 'day'],
  [DAY_MS, 'day' as const, 'day'],
  [750 * DAY_MS, undefined, 'day'],
  [32 * DAY_MS, 'hour' as const, undefined],
  [751 * DAY_MS, undefined, undefined],
])('a series of %d ms, asked in steps of %s, is in steps of %s', async (lengthMs, step, expected) => {
  const fromMs = Date.parse('2026-01-01')
  expect((await readSeries(store.rows, { fromMs, toMs: fromMs + lengthMs, step, by: null }))?.step).toBe(expected)
})

it('a series of no time is empty', async () => {
  await add(makeRow(1))
  expect(await readSeries(store.rows, { fromMs: START, toMs: START, by: null })).toMatchObject({ groups: [] })
})
