import type { Alarm, DriftBaseline } from '@trimtab/contract/drift'
import { expect, it } from 'vitest'
import { makeAlarm } from '../fixtures/alarm.ts'
import { watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from './default-baseline.ts'
import { planReference } from './plan-reference.ts'

const day = (count: number): number => Date.UTC(2026, 0, 5) + count * DAY_MS
const at = (count: number): string => new Date(day(count)).toISOString()
const window = { fromMs: day(40), toMs: day(41) }

function planWith(
  reference: DriftBaseline['reference'],
  alarms: Alarm[] = [],
  firstDay = 0,
  changedAt: string | null = null,
) {
  const { watch } = watchedOf([], [{ atMs: day(firstDay), values: {} }], [{ model: 'a', release: '1' }, { model: 'b' }])
  return planReference({ watch, baseline: { ...defaultBaseline('a task'), reference, changedAt }, alarms, ...window })
}

function alarm(from: number, to: number, said: Partial<Alarm> = {}): Alarm {
  const beganAt = { from: at(from), to: at(from + 0.5) }
  return makeAlarm({ openedAt: at(from + 1), beganAt, closedAt: at(to), ...said })
}

it('the last days end two days before the window', () => {
  expect(planWith({ kind: 'rolling', days: 10 })).toMatchObject({
    spans: [{ fromMs: day(30), toMs: day(38) }],
    isMatched: false,
    note: null,
  })
})

it('the same hours of the last weeks are taken where two weeks are known', () => {
  expect(planWith({ kind: 'seasonal', weeks: 4 })).toMatchObject({
    spans: [{ fromMs: day(12), toMs: day(38) }],
    isMatched: true,
    note: null,
  })
})

it('all hours are taken while less than two weeks are known, and it is said', () => {
  const plan = planWith({ kind: 'seasonal', weeks: 4 }, [], 30)
  expect(plan).toMatchObject({ spans: [{ fromMs: day(12), toMs: day(38) }], isMatched: false })
  expect(plan.note).toMatch(/Less than two weeks/)
  expect(planWith({ kind: 'seasonal', weeks: 4 }, [], 38).spans).toEqual([{ fromMs: day(12), toMs: day(40) }])
})

it('an incident that was fixed, or is open, is in no reference, and as much before it is taken', () => {
  const fixed = planWith({ kind: 'rolling', days: 10 }, [alarm(33, 35)])
  expect(fixed.spans).toEqual([
    { fromMs: day(28), toMs: day(33) },
    { fromMs: day(35), toMs: day(38) },
  ])
  const open = planWith({ kind: 'rolling', days: 10 }, [alarm(33, 0, { state: 'open', closedAt: null, outcome: null })])
  expect(open.spans).toEqual([{ fromMs: day(25), toMs: day(33) }])
  const nothing = planWith({ kind: 'rolling', days: 10 }, [alarm(33, 35, { outcome: 'false_alarm' })])
  expect(nothing.spans).toEqual([{ fromMs: day(30), toMs: day(38) }])
})

it('what is expected from now on begins every reference anew', () => {
  const alarms = [alarm(33, 36, { outcome: 'expected' })]
  expect(planWith({ kind: 'rolling', days: 10 }, alarms).spans).toEqual([{ fromMs: day(33.5), toMs: day(38) }])
  expect(planWith({ kind: 'seasonal', weeks: 4 }, alarms)).toMatchObject({ isMatched: false })
})

it('a pinned time is as it was pinned, but for the window itself and for what is expected since', () => {
  const pinned = { kind: 'pinned', from: at(10), to: at(40.5) } as const
  expect(planWith(pinned).spans).toEqual([{ fromMs: day(10), toMs: day(40) }])
  const alarms = [alarm(20, 30, { outcome: 'expected' })]
  expect(planWith(pinned, alarms, 0, at(29)).spans).toEqual([{ fromMs: day(20.5), toMs: day(40) }])
  expect(planWith(pinned, alarms, 0, at(31)).spans).toEqual([{ fromMs: day(10), toMs: day(40) }])
  expect(planWith({ kind: 'pinned', from: 'never', to: at(40) }).spans).toEqual([])
})

it('a slice is compared with the other segments of the same hours', () => {
  const plan = planWith({ kind: 'slice', only: { model: ['a'], release: ['1', '2'] } })
  expect(plan).toMatchObject({ spans: [window], isMatched: true, note: null })
  const segments = [null, { is: { model: 'a', release: '1' } }, { is: { model: 'a' } }].map(
    (segment) => segment && { ...segment, firstMs: 0, lastMs: 0 },
  )
  expect(segments.map((segment) => plan.isOf?.(segment))).toEqual([false, true, false])
  expect(segments.map((segment) => plan.isCompared?.(segment))).toEqual([false, false, true])
  expect(planWith({ kind: 'slice', only: { provider: ['x'] } }).note).toMatch(/not told apart by provider/)
})

it('a dataset is what was pinned of it, at no time', () => {
  expect(planWith({ kind: 'dataset', dataset: 'd', version: 2 })).toMatchObject({ spans: [], isPinned: true })
})

it('a window of nothing leaves a plan that can be read', () => {
  const { watch } = watchedOf([], [])
  const baseline = defaultBaseline('a task')
  const plan = planReference({ watch, baseline, alarms: [], fromMs: day(1), toMs: day(1) - HOUR_MS })
  expect(plan.spans.every(({ fromMs, toMs }) => fromMs < toMs)).toBe(true)
})
