import type { SignalDetail } from '@trimtab/contract/drift'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeAlarm } from '../fixtures/alarm.ts'
import { driftState, type StateParts } from '../fixtures/drift-state.ts'
import { type FixtureRow, type FixtureSignal, type Watched, watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { createRandom } from '../../statistics/random.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { readDriftReport } from './read-drift-report.ts'
import { readSignalDetail, type SignalQuestion } from './read-signal.ts'

const START = Date.UTC(2026, 0, 5)
const day = (count: number): number => START + count * DAY_MS
const at = (count: number): string => new Date(day(count)).toISOString()
const SIGNALS: FixtureSignal[] = [
  { name: 'thumbs', kind: 'category', group: 'feedback' },
  { name: 'number', kind: 'number' },
]
const SEGMENTS = [
  { language: 'en', model: 'a' },
  { language: 'de', model: 'a' },
  { language: 'en', model: 'b' },
  { language: 'de', model: 'b' },
]

/** 40 days of 480 rows; on the last one Germans are unhappy, numbers of all are higher, and every fifth is missing. */
function world(): FixtureRow[] {
  const random = createRandom(1)
  return Array.from({ length: 40 * 480 }, (_, place) => {
    const now = Math.floor(place / 480) === 39
    const segment = 1 + Number(random() < 0.3) + 2 * Number(random() < 0.5)
    const isGerman = SEGMENTS[segment - 1]?.language === 'de'
    return {
      atMs: START + Math.floor(place / 20) * HOUR_MS,
      segment,
      values: {
        thumbs: random() < (now && isGerman ? 0.3 : 0.8) ? 'up' : 'down',
        number: now && random() < 0.2 ? null : random() * 4 + (now ? 1 : 0),
      },
    }
  })
}

const ROWS = world()
const WORLD = watchedOf(SIGNALS, ROWS, SEGMENTS)

async function ask(
  watched: Watched,
  signal: string,
  question: Partial<SignalQuestion> = {},
  parts: StateParts = {},
): Promise<SignalDetail | null> {
  const rows = { predictions: async () => ({ predictions: [], nextCursor: null }) }
  return readSignalDetail({
    state: driftState(watched, parts),
    rows,
    clock: () => day(40),
    task: 'a task',
    signal,
    ...question,
  })
}

it('the segment that carries a change comes first, and the parts add up', async () => {
  const detail = await ask(WORLD, 'thumbs')
  const { cause } = detail ?? {}
  expect(cause?.figure).toBe('share of up')
  expect(cause?.parts.map(({ segment }) => segment)).toEqual([{ language: 'de' }, {}])
  const [german] = cause?.parts ?? []
  expect(german?.within).toBeCloseTo(0.3 * -0.5, 1)
  expect(german?.explains).toBeGreaterThan(0.8)
  expect(german?.reference.value).toBeCloseTo(0.8, 1)
  const sum = (cause?.parts ?? []).reduce((all, { mix, within }) => all + mix + within, 0)
  expect(sum).toBeCloseTo(cause?.change ?? NaN, 12)
  expect(cause?.change).toBeCloseTo(detail?.report[0]?.effect?.estimate ?? NaN, 9)
  expect(cause?.parts.reduce((all, { explains }) => all + explains, 0)).toBeCloseTo(1, 9)
})

it('says of a signal what the report of its task says', async () => {
  const report = await readDriftReport({ state: driftState(WORLD), clock: () => day(40), isCaughtUp: true })
  const detail = await ask(WORLD, 'number')
  expect(detail?.report).toEqual(report.signals.filter(({ signal }) => signal === 'number'))
  expect(detail?.report.map(({ aspect }) => aspect).toSorted()).toEqual(['missing', 'values'])
})

it('what is worst of a signal is taken apart: here that it is missing', async () => {
  const baseline = { ...defaultBaseline('a task'), tolerances: { number: 50 } }
  const detail = await ask(WORLD, 'number', {}, { baseline })
  expect(detail?.report.map(({ aspect, state }) => [aspect, state])).toEqual([
    ['missing', 'drift'],
    ['values', 'stable'],
  ])
  expect(detail?.cause).toMatchObject({ figure: 'share missing', parts: [{ segment: {}, explains: 1 }] })
})

it('the last thirty whole days stand one by one, and only the one that changed is drift', async () => {
  const detail = await ask(WORLD, 'number')
  const days = detail?.days ?? []
  expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([30, at(10).slice(0, 10), at(39).slice(0, 10)])
  expect(days.map(({ state }) => state).lastIndexOf('drift')).toBe(29)
  expect(days.filter(({ state }) => state === 'drift')).toHaveLength(1)
  expect(days.every(({ n }) => n === 480)).toBe(true)
  expect(days[29]?.figure?.name).toBe('median')
  const thumbs = await ask(WORLD, 'thumbs')
  expect(new Set(thumbs?.days.map(({ figure }) => figure?.name))).toEqual(new Set(['share of up']))
  expect(thumbs?.days.at(-1)?.figure?.value).toBeCloseTo(0.65, 1)
})

it('cells of days are read in one go, and no cells more where there are more rows', async () => {
  const readsOf = async (watched: Watched): Promise<number> => {
    const [state, queries] = [driftState(watched), [] as string[]]
    const counting: typeof state = {
      ...state,
      watchCells: async (query) => {
        queries.push(query.of)
        return state.watchCells(query)
      },
    }
    await ask(watched, 'thumbs', { state: counting })
    return queries.length
  }
  const many = await readsOf(WORLD)
  expect(many).toBeLessThan(30)
  const few = ROWS.filter((_, place) => place % 4 === 0)
  expect(await readsOf(watchedOf(SIGNALS, few, SEGMENTS))).toBe(many)
})

it('alarms of the signal stand beside it, and markers since an open one began', async () => {
  const open = { state: 'open' as const, closedAt: null, outcome: null, signal: 'thumbs' }
  const alarms = [
    makeAlarm({ id: 'now', openedAt: at(39), beganAt: { from: at(5), to: at(6) }, ...open }),
    makeAlarm({ id: 'other', openedAt: at(39), signal: 'number' }),
  ]
  const rows = ROWS.map((row) => (row.atMs < day(8) ? { ...row, segment: 1 } : row))
  const watched = watchedOf(SIGNALS, rows, SEGMENTS)
  const detail = await ask(watched, 'thumbs', {}, { alarms })
  expect(detail?.alarms.map(({ id }) => id)).toEqual(['now'])
  expect(detail?.markers).toMatchObject([{ dimension: 'model', value: 'b', before: 'a' }])
  expect((await ask(watched, 'number', {}, { alarms }))?.markers).toEqual([])
})

it('of no such task or signal there is nothing, and what is ignored has no depth', async () => {
  expect(await ask(WORLD, 'nothing')).toBe(null)
  expect(await ask(WORLD, '__proto__')).toBe(null)
  expect(await ask(WORLD, 'thumbs', { task: 'another' })).toBe(null)
  const baseline = { ...defaultBaseline('a task'), ignored: ['thumbs'] }
  const empty = { report: [], days: [], spread: [], cause: null, examples: [] }
  expect(await ask(WORLD, 'thumbs', {}, { baseline })).toMatchObject(empty)
})

const value = fc.constantFrom(0, 1, 5, 1e308, -1e308, 1e-300, NaN, null, '', 'a', 'up')
const burst = fc.record({
  hour: fc.nat({ max: 24 * 40 }),
  rows: fc.integer({ min: 1, max: 200 }),
  segment: fc.nat({ max: 4 }),
  values: fc.dictionary(fc.constantFrom('thumbs', 'number', 'huge', 'vector'), value),
  outcome: fc.constantFrom('good', 'bad'),
  isPinned: fc.boolean(),
})
const ODD: FixtureSignal[] = [
  ...SIGNALS,
  { name: 'huge', kind: 'number', grid: { centre: 1e300, spread: 1e300 } },
  { name: 'vector', kind: 'vector', embedding: { bandwidth: 1, clusters: [[0], [1]] } },
]
const reference = fc.constantFrom<ReturnType<typeof defaultBaseline>['reference']>(
  { kind: 'seasonal', weeks: 4 },
  { kind: 'rolling', days: 28 },
  { kind: 'pinned', from: at(1), to: at(50) },
  { kind: 'slice', only: { model: ['a'] } },
  { kind: 'dataset', dataset: 'd', version: 1 },
)

it('whatever was counted, all of it can be sent: constant, empty and one-row worlds too', async () => {
  const asked = fc.record({
    bursts: fc.array(burst, { maxLength: 30 }),
    reference,
    hours: fc.constantFrom(0, 1, 24, 720),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ bursts, reference: chosen, hours }) => {
      const rows = bursts.flatMap(({ hour, rows: count, ...row }) =>
        Array.from({ length: count }, () => ({ atMs: START + hour * HOUR_MS, ...row })),
      )
      const baseline = { ...defaultBaseline('a task'), reference: chosen }
      const window = { fromMs: day(40) - hours * HOUR_MS, toMs: day(40) }
      for (const { name } of ODD) {
        const detail = await ask(watchedOf(ODD, rows, SEGMENTS), name, window, { baseline })
        // JSON makes null of what is no finite number.
        expect(JSON.parse(JSON.stringify(detail))).toEqual(detail)
      }
    }),
    { numRuns: 15 },
  )
})

it('errors are told by how many there are, whatever they are called, and so is their cause', async () => {
  const rows = ROWS.map((row, place): FixtureRow => {
    const isBad = row.atMs >= day(39) && row.segment === 2 ? place % 2 === 0 : place % 50 === 0
    return { ...row, values: { error: isBad ? (place % 3 === 0 ? 'timeout' : 'quota') : 'none' } }
  })
  const errors: FixtureSignal = { name: 'error', kind: 'category', group: 'operations' }
  const detail = await ask(watchedOf([errors], rows, SEGMENTS), 'error')
  expect(detail?.report[0]?.now?.name).toBe('share not none')
  expect(detail?.cause).toMatchObject({
    figure: 'share not none',
    parts: [{ segment: { language: 'de', model: 'a' } }, {}],
  })
  const today = detail?.days.at(-1)?.figure
  expect(today?.name).toBe('share not none')
  expect(today?.value).toBeCloseTo(detail?.report[0]?.now?.value ?? NaN, 12)
})
