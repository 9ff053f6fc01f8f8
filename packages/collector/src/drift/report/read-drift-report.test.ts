import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeAlarm } from '../fixtures/alarm.ts'
import { driftState } from '../fixtures/drift-state.ts'
import { type FixtureRow, type FixtureSignal, type Watched, watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { type DriftQuestion, readDriftReport } from './read-drift-report.ts'

const START = Date.UTC(2026, 0, 5)
const day = (count: number): number => START + count * DAY_MS
const SIGNALS: FixtureSignal[] = [
  { name: 'number', kind: 'number' },
  { name: 'label', kind: 'category', group: 'output' },
]

/** Each hour ten rows, of which one is `b`; on the last day of thirty all numbers are otherwise, and half are `b`. */
function month(segmentOf: (day: number) => number = () => 0): FixtureRow[] {
  return Array.from({ length: 30 * 240 }, (_, place) => {
    const at = Math.floor(place / 240)
    const label = place % 10 < (at === 29 ? 5 : 1) ? 'b' : 'a'
    return {
      atMs: day(at) + Math.floor((place % 240) / 10) * HOUR_MS,
      segment: segmentOf(at),
      values: { number: (place % 7) - 3 + (at === 29 ? 4 : 0), label },
      ...(place % 3 === 0 && { outcome: label === 'b' ? ('bad' as const) : ('good' as const) }),
    }
  })
}

const ask = async (
  watched: Watched,
  question: Partial<DriftQuestion> = {},
  parts: Parameters<typeof driftState>[1] = {},
) => readDriftReport({ state: driftState(watched, parts), clock: () => day(30), isCaughtUp: true, ...question })

it('what harms most comes first, with what it was and is', async () => {
  const report = await ask(watchedOf(SIGNALS, month()))
  expect(report.signals.map(({ signal, aspect, state }) => [signal, aspect, state])).toEqual([
    ['label', 'values', 'drift'],
    ['number', 'values', 'drift'],
  ])
  const [label, number] = report.signals
  expect(label?.harm).toBeGreaterThan(0.35)
  expect(label).toMatchObject({
    was: { name: 'share of b', value: 0.1 },
    now: { value: 0.5 },
    alarm: null,
    tolerance: 0.02,
  })
  expect(number?.effect).toMatchObject({ unit: 'spreads' })
  expect(number?.now?.value).toBeCloseTo(4, 0)
  expect(report.tasks).toMatchObject([{ task: 'a task', note: null, isWhole: true, signalsLeftOut: 0 }])
  expect([report.from, report.to]).toEqual([new Date(day(29)).toISOString(), new Date(day(30)).toISOString()])
})

it('the day before, nothing had changed, and a day without rows is no data', async () => {
  const watched = watchedOf(SIGNALS, month())
  const before = await ask(watched, { fromMs: day(28), toMs: day(29) })
  expect(before.signals.filter(({ state }) => state === 'drift')).toEqual([])
  const silence = await ask(watched, { fromMs: day(60), toMs: day(61), clock: () => day(61) })
  expect(silence.signals.map(({ state, reason }) => [state, reason])).toEqual([
    ['no_data', 'Nothing came.'],
    ['no_data', 'Nothing came.'],
  ])
})

it('what is ignored is in no report, and unknown tasks are left out', async () => {
  const watched = watchedOf(SIGNALS, month())
  const baseline = { ...defaultBaseline('a task'), ignored: ['label'], tolerances: { number: 50 } }
  const report = await ask(watched, {}, { baseline })
  expect(report.signals.map(({ signal, state }) => [signal, state])).toEqual([['number', 'stable']])
  expect(await ask(watched, { tasks: ['another'] })).toMatchObject({ tasks: [], signals: [], alarms: [] })
})

it('open alarms stand beside their signals', async () => {
  const open = { state: 'open' as const, closedAt: null, outcome: null, signal: 'label' }
  const alarms = [makeAlarm({ id: 'now', openedAt: new Date(day(29.5)).toISOString(), ...open })]
  const report = await ask(watchedOf(SIGNALS, month()), {}, { alarms })
  expect(report.signals.map(({ signal, alarm }) => [signal, alarm])).toEqual([
    ['label', 'now'],
    ['number', null],
  ])
  expect(report.alarms.map(({ id }) => id)).toEqual(['now'])
})

it('a version that comes later is a marker, with the one that was before', async () => {
  const segments = [
    { model: 'x', release: '1' },
    { model: 'y', release: '1' },
  ]
  const watched = watchedOf(
    SIGNALS,
    month((at) => (at < 20 ? 1 : 2)),
    segments,
  )
  expect((await ask(watched)).tasks[0]?.markers).toEqual([
    { at: new Date(day(20)).toISOString(), task: 'a task', dimension: 'model', value: 'y', before: 'x' },
  ])
  const only = await ask(watched, { segment: { model: 'x' } })
  expect(only.signals.map(({ current }) => current.n)).toEqual([0, 0])
})

it('less than a day of history is nothing to compare with, and it is said', async () => {
  const rows = month().filter(({ atMs }) => atMs >= day(29))
  const report = await ask(watchedOf(SIGNALS, rows))
  expect(report.signals.every(({ state, rowsNeeded }) => state === 'no_data' && rowsNeeded === null)).toBe(true)
  expect(report.tasks[0]?.note).toMatch(/Less than two weeks/)
})

const value = fc.oneof(
  fc.double(),
  fc.constantFrom(0, 1, Infinity, -Infinity, NaN, 1e308, -1e308, null, '', 'a', 'true', 'down'),
  fc.string({ maxLength: 3 }),
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }),
)
const fixtureSignals: FixtureSignal[] = [
  ...SIGNALS,
  { name: 'unscaled', kind: 'number', grid: null },
  { name: 'tiny', kind: 'number', grid: { centre: 1e300, spread: 1e-300 } },
  {
    name: 'vector',
    kind: 'vector',
    embedding: {
      bandwidth: 1,
      clusters: [
        [0, 0],
        [1, 1],
      ],
    },
  },
  { name: 'unlearned', kind: 'vector' },
  { name: 'rated', kind: 'category', group: 'feedback' },
]
const names = fixtureSignals.map(({ name }) => name)
const burst = fc.record({
  hour: fc.nat({ max: 24 * 40 }),
  rows: fc.integer({ min: 1, max: 40 }),
  segment: fc.nat({ max: 2 }),
  values: fc.dictionary(fc.constantFrom(...names), value),
  outcome: fc.constantFrom('good', 'bad'),
  isPinned: fc.boolean(),
})
const reference = fc.constantFrom<DriftBaselineReference[]>(
  { kind: 'rolling', days: 28 },
  { kind: 'rolling', days: 0 },
  { kind: 'seasonal', weeks: 4 },
  { kind: 'pinned', from: new Date(day(1)).toISOString(), to: new Date(day(50)).toISOString() },
  { kind: 'pinned', from: 'never', to: '' },
  { kind: 'slice', only: { model: ['x'] } },
  { kind: 'dataset', dataset: 'd', version: 1 },
)
type DriftBaselineReference = ReturnType<typeof defaultBaseline>['reference']

it('whatever was counted, every number of a report is finite, survives JSON, and emptiness is no drift', async () => {
  const asked = fc.record({
    bursts: fc.array(burst, { maxLength: 60 }),
    reference,
    fromHour: fc.integer({ min: -10, max: 24 * 45 }),
    hours: fc.constantFrom(-5, 0, 1, 24, 24 * 30),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ bursts, reference: chosen, fromHour, hours }) => {
      const rows = bursts.flatMap(({ hour, rows: count, ...row }) =>
        Array.from({ length: count }, () => ({ atMs: START + hour * HOUR_MS, ...row })),
      )
      const baseline = { ...defaultBaseline('a task'), reference: chosen }
      const fromMs = START + fromHour * HOUR_MS
      const window = { fromMs, toMs: fromMs + hours * HOUR_MS }
      const watched = watchedOf(fixtureSignals, rows, [{ model: 'x' }, { model: 'y' }])
      const report = await ask(watched, { ...window, clock: () => window.toMs }, { baseline })
      // Of what nobody ever says there is no row.
      expect(report.signals.length).toBeGreaterThanOrEqual(names.length - 1)
      // JSON makes null of what is no finite number.
      expect(JSON.parse(JSON.stringify(report))).toEqual(report)
      for (const { state, current, reference: was, rowsNeeded } of report.signals) {
        expect(state !== 'drift' || Math.min(current.n, was.n) >= 30).toBe(true)
        expect(rowsNeeded === null || rowsNeeded > 0).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

it('a million distinct categories are as many rows of all others', async () => {
  const watched = watchedOf([{ name: 'id', kind: 'category' }], [])
  const [signal] = watched.watch.signals
  if (signal !== undefined) signal.isIdentifier = true
  const summary = { rows: 1_000_000, missing: 0, odd: 0, bins: new Map([[0, 1_000_000]]), sums: [] }
  const cell = { of: 'hour' as const, signal: 1, startMs: day(29), segment: 0, summary }
  const state = { ...driftState(watched), watchCells: async () => [cell] }
  const [said] = (await readDriftReport({ state, clock: () => day(30), isCaughtUp: false })).signals
  expect(said).toMatchObject({ state: 'no_data', effect: null, rowsNeeded: null })
})
