import { expect, it } from 'vitest'
import { type FixtureRow, watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS, WEEK_MS } from '../hours.ts'
import { planReference } from '../references/plan-reference.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { readCompared } from './read-compared.ts'

const START = Date.UTC(2026, 0, 5)
const day = (count: number): number => START + count * DAY_MS
const CATEGORY = [{ name: 'c', kind: 'category' as const }]

/** At each hour of each day so many of `a` as `of` says, and one `b`. */
function hourly(days: number, of: (hour: number, day: number) => number): FixtureRow[] {
  return Array.from({ length: days * 24 }, (_, place) => {
    const atMs = START + place * HOUR_MS + 1
    const count = of(place % 24, Math.floor(place / 24))
    return ['b', ...Array.from({ length: count }, () => 'a')].map((c) => ({ atMs, values: { c } }))
  }).flat()
}

async function compare(
  rows: FixtureRow[],
  window: { fromMs: number; toMs: number },
  only: Partial<ReferencePlan> = {},
) {
  const { watch, state } = watchedOf(CATEGORY, rows)
  const plan = planReference({ watch, baseline: defaultBaseline('a task'), alarms: [], ...window })
  const [compared] = await readCompared({ state, watch, plan: { ...plan, ...only }, ...window, nowMs: window.toMs })
  if (compared === undefined) throw new Error('nothing was compared')
  return compared
}

it('hours are compared with the same hours of other weeks, as many of each as there are now', async () => {
  const rows = hourly(29, (hour) => (hour < 12 ? 3 : 0))
  const nights = [...rows, ...Array.from({ length: 60 }, () => ({ atMs: day(29) + 20 * HOUR_MS, values: { c: 'b' } }))]
  const { reference, current } = await compare(nights, { fromMs: day(29), toMs: day(30) })
  expect(current.n).toBe(60)
  // Four weeks have an hour at eight in the evening each, with one row of b, whatever the mornings are like.
  expect(reference).toMatchObject({ n: 4, seen: 4, missing: 0, odd: 0 })
  expect([...reference.bins].filter(([, count]) => count > 0)).toEqual([[1, 4]])
})

it('without matching, whole days are read as days and the ends as hours, and nothing twice', async () => {
  const rows = hourly(30, () => 1)
  const window = { fromMs: day(29), toMs: day(30) }
  const spans = [{ fromMs: day(2) + 5 * HOUR_MS, toMs: day(20) + HOUR_MS }]
  const { reference, referenceMs } = await compare(rows, window, { isMatched: false, spans })
  expect(reference.n).toBe(2 * (18 * 24 - 4))
  expect(referenceMs).toEqual({ from: spans[0]?.fromMs, to: spans[0]?.toMs })
})

it('a long window is read from days and compared by the day of the week', async () => {
  const rows = hourly(60, (_, at) => (at % 7 < 5 ? 2 : 0))
  const { current, reference } = await compare(rows, { fromMs: day(46), toMs: day(60) })
  expect(current.n).toBe(14 * 24 + 2 * 24 * 10)
  const shares = [current, reference].map(({ bins, seen }) => (bins.get(1) ?? 0) / seen)
  expect(shares[0]).toBeCloseTo(shares[1] ?? NaN, 12)
})

it('hours that the reference has none of are compared with all hours, and when most are so nothing is matched', async () => {
  const rows = hourly(29, (hour) => (hour === 0 ? 3 : 0)).filter(({ atMs }) => (atMs % DAY_MS) / HOUR_MS < 12)
  const now = (hour: number, count: number): FixtureRow[] =>
    Array.from({ length: count }, () => ({ atMs: day(29) + hour * HOUR_MS, values: { c: 'a' } }))
  const window = { fromMs: day(29), toMs: day(30) }
  const matched = await compare([...rows, ...now(0, 30), ...now(20, 10)], window)
  // Three quarters as midnight is, and a quarter as four days of twelve hours are: 12 of 15 rows in the first, 15 rows a day.
  expect((matched.reference.bins.get(2) ?? 0) / matched.reference.seen).toBeCloseTo(0.75 * 0.75 + 0.25 * (3 / 15), 12)
  const unmatched = await compare([...rows, ...now(0, 10), ...now(20, 30)], window)
  expect((unmatched.reference.bins.get(2) ?? 0) / unmatched.reference.seen).toBeCloseTo(3 / 15, 12)
})

it('rows of days that differ by more than chance count for less, and rows that do not for themselves', async () => {
  const window = { fromMs: day(40), toMs: day(41) }
  const [alike, unlike] = await Promise.all([
    compare(
      hourly(41, () => 9),
      window,
    ),
    compare(
      hourly(41, (_, at) => (Math.floor(at / 7) % 2 === 0 ? 5 : 40)),
      window,
    ),
  ])
  expect(alike).toMatchObject({ dependence: 1, current: { n: 240, effective: 240 } })
  expect(alike.reference.effective).toBeCloseTo(alike.reference.n, 6)
  expect(unlike.dependence).toBeGreaterThan(5)
  expect(unlike.current.effective).toBeLessThan(unlike.current.n / 5)
  // Of four days that are alike in themselves there are at most some more than four.
  expect(unlike.reference.effective).toBeLessThan(unlike.reference.n / 5)
})

it('what people say is looked at in a window that is rated, and left out where the window may not be another', async () => {
  const rows = Array.from({ length: 48 }, (_, hour) => ({
    atMs: START + hour * HOUR_MS,
    values: { rated: 'false', thumbs: 'up' },
  }))
  const signals = ['rated', 'thumbs'].map((name) => ({ name, kind: 'category' as const, group: 'feedback' as const }))
  const { watch, state } = watchedOf(signals, rows)
  watch.delays = [0, 0, 0, 0, 0, 0, 0, 90, 0, 10]
  const window = { fromMs: day(1), toMs: day(2) }
  const plan = planReference({ watch, baseline: defaultBaseline('a task'), alarms: [], ...window })
  const compared = await readCompared({ state, watch, plan, ...window, nowMs: day(2) })
  // 99 of 100 come within 512 minutes.
  expect(compared.map(({ current }) => current.n)).toEqual([15, 15])
  expect(compared.map(({ currentMs }) => currentMs.to)).toEqual(Array(2).fill(day(1) + 15 * HOUR_MS))
  const moved = await readCompared({ state, watch, plan, ...window, nowMs: day(2), isMovable: true })
  expect(moved.map(({ current }) => current.n)).toEqual([24, 24])
  expect(moved.map(({ currentMs }) => currentMs.to)).toEqual(Array(2).fill(day(2) - 9 * HOUR_MS))
  expect(moved.every(({ reference, referenceMs }) => reference.n === 0 || referenceMs.to <= day(1) - 9 * HOUR_MS)).toBe(
    true,
  )
})

it('segments restrict both sides, and a slice is compared with the others', async () => {
  const rows = Array.from({ length: 30 * 24 }, (_, hour) => hour).flatMap((hour) =>
    [1, 2, 0].map((segment) => ({ atMs: START + hour * HOUR_MS, segment, values: { c: `of ${segment}` } })),
  )
  const { watch, state } = watchedOf(CATEGORY, rows, [{ model: 'x' }, { model: 'y' }])
  const window = { fromMs: day(29), toMs: day(30) }
  const of = { state, watch, ...window, nowMs: window.toMs }
  const baseline = defaultBaseline('a task')
  const plan = planReference({ watch, baseline, alarms: [], ...window })
  const [some] = await readCompared({ ...of, plan, segments: (segment) => segment?.is['model'] === 'y' })
  expect([some?.current.n, some?.reference.n, [...(some?.reference.bins.keys() ?? [])]]).toEqual([24, 24 * 4, [2]])
  const slice = { ...baseline, reference: { kind: 'slice' as const, only: { model: ['x'] } } }
  const [sliced] = await readCompared({ ...of, plan: planReference({ watch, baseline: slice, alarms: [], ...window }) })
  expect([sliced?.reference.bins, sliced?.current.bins]).toEqual([new Map([[1, 24]]), new Map([[2, 24]])])
})

it('what is pinned of a dataset is the reference, whatever its time', async () => {
  const rows = [
    ...hourly(3, () => 1),
    ...Array.from({ length: 50 }, () => ({ atMs: 0, isPinned: true, values: { c: 'p' } })),
  ]
  const { reference, current } = await compare(rows, { fromMs: day(2), toMs: day(3) }, { isPinned: true, spans: [] })
  expect([reference.n, reference.effective, current.n]).toEqual([50, 50, 48])
})

it('how much is read does not depend on how many weeks an hour is compared with but by those weeks', async () => {
  const { watch, state } = watchedOf(
    CATEGORY,
    hourly(40, () => 0),
  )
  let read = 0
  const counting = {
    watchCells: async (query: Parameters<typeof state.watchCells>[0]) => {
      const cells = await state.watchCells(query)
      read += cells.length
      return cells
    },
  }
  const window = { fromMs: day(39), toMs: day(40) }
  const plan = planReference({ watch, baseline: defaultBaseline('a task'), alarms: [], ...window })
  await readCompared({ state: counting, watch, plan, ...window, nowMs: window.toMs })
  // A day now, a day of each of four weeks, and the days of those weeks but the last two.
  expect(read).toBe(24 + 4 * 24 + (4 * WEEK_MS) / DAY_MS - 2)
})
