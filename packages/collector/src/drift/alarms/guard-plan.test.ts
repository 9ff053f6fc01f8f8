import fc from 'fast-check'
import type { Alarm, DriftReference } from '@trimtab/contract/drift'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { openGuardedStore, signalOf, TASK } from './fixtures/guarded-store.ts'
import { START_MS } from './fixtures/streams.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { guardPlan } from './guard-plan.ts'
import { openAlarm } from './incidents.ts'
import { close } from './life.ts'
import { guardedShares } from './lookouts.ts'
import { ALL_HOURS } from './week-levels.ts'

const { watch } = openGuardedStore([])
const REFERENCES: DriftReference[] = [
  { kind: 'seasonal', weeks: 4 },
  { kind: 'rolling', days: 7 },
  { kind: 'pinned', from: new Date(START_MS).toISOString(), to: new Date(START_MS + 900 * DAY_MS).toISOString() },
  { kind: 'slice', only: { model: ['a'] } },
]

function planAfter(reference: DriftReference, hours: number, alarms: readonly Alarm[] = []) {
  const baseline = { ...defaultBaseline(TASK), reference }
  const known = { ...watch, firstMs: START_MS, lastMs: START_MS + hours * HOUR_MS }
  return guardPlan({ watch: known, baseline, alarms, throughMs: START_MS + hours * HOUR_MS })
}

describe('what guards are held against', () => {
  it('ends before every hour that is not closed, whatever was chosen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REFERENCES), fc.integer({ min: 1, max: 2_000 }), (reference, hours) => {
        for (const { toMs } of planAfter(reference, hours).reference.spans)
          expect(toMs).toBeLessThanOrEqual(START_MS + hours * HOUR_MS)
      }),
    )
  })

  it('is the same for a whole day', () => {
    for (const reference of REFERENCES) {
      const spans = Array.from({ length: 24 }, (_, hour) => JSON.stringify(planAfter(reference, 40 * 24 + hour)))
      expect(new Set(spans).size).toBe(1)
    }
  })

  it('is nothing in the first week of a task, where nobody said what is normal', () => {
    const known = (days: number) =>
      REFERENCES.map((reference) => planAfter(reference, days * 24).reference.spans.length)
    expect(known(6)).toEqual([0, 0, 1, 1])
    expect(known(7)).toEqual([1, 1, 1, 1])
  })

  it('is nothing on the day somebody said that all is as expected, and then what was before tells of its rhythm', () => {
    const [reference] = REFERENCES
    if (reference === undefined) throw new Error('no reference')
    const at = (day: number): string => new Date(START_MS + day * DAY_MS).toISOString()
    const share = guardedShares(signalOf(1, 'number'), 'missing', [timedHour(0, { 0: 100 })])[0]
    if (share === undefined) throw new Error('nothing is guarded')
    const bound = { dependence: 1, rowsOfHour: 100, level: ALL_HOURS, highest: Float64Array.of(0.1) }
    const what = { task: TASK, signal: signalOf(1, 'number'), aspect: 'missing' as const, armedMs: START_MS }
    const alarm = openAlarm({ ...what, strongest: { share, bound }, hours: [], nowMs: START_MS + 30 * DAY_MS })
    const alarms = [close(alarm, 'expected', { by: 'k', at: at(30.1), note: null })]
    const sinceMs = START_MS + 30 * DAY_MS
    expect(planAfter(reference, 30.5 * 24, alarms).reference.spans).toEqual([])
    const after = planAfter(reference, 32 * 24, alarms)
    expect(after.reference.spans).toEqual([{ fromMs: sinceMs, toMs: sinceMs + 2 * DAY_MS }])
    expect(after.hanging).toEqual({ fromMs: sinceMs - 28 * DAY_MS, toMs: sinceMs + 2 * DAY_MS })
  })

  it('is all that was pinned of a dataset, with the rhythm of the weeks before', () => {
    const { reference, hanging } = planAfter({ kind: 'dataset', dataset: 'd', version: 1 }, 24)
    expect(reference.isPinned).toBe(true)
    expect(hanging?.toMs).toBe(START_MS + DAY_MS)
  })
})
