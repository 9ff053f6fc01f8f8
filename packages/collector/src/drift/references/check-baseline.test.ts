import type { DriftBaseline } from '@trimtab/contract/drift'
import { describe, expect, it } from 'vitest'
import { watchedOf } from '../fixtures/watched.ts'
import { DAY_MS } from '../hours.ts'
import { impossibleTolerances, warningsOf } from './check-baseline.ts'
import { defaultBaseline } from './default-baseline.ts'

const FIRST = Date.UTC(2026, 10, 2)
const NOW = FIRST + 10 * DAY_MS
const at = (days: number): string => new Date(FIRST + days * DAY_MS + 3_600_000).toISOString()

const { watch, state } = watchedOf(
  [
    { name: 'label', kind: 'category' },
    { name: 'durationMs', kind: 'number' },
    { name: 'input.text', kind: 'vector' },
  ],
  [0, 1, 2].map((days) => ({ atMs: FIRST + days * DAY_MS, segment: 1, values: { label: 'a' } })),
  [
    { model: 'm-1', release: '1' },
    { model: 'm-1', release: '2' },
  ],
)

const warned = (said: Partial<DriftBaseline>) =>
  warningsOf(state, { baseline: { ...defaultBaseline('a task'), ...said }, watch, nowMs: NOW })

describe('a tolerance', () => {
  it.each([
    ['label', 1, 'share'],
    ['estimatedQuality', 1, 'share'],
    ['durationMs', 10, 'spreads'],
    ['input.text', Math.SQRT2, 'distance'],
  ])('of %s is at most %d, and is told its unit', (signal, most, unit) => {
    expect(impossibleTolerances({ [signal]: most }, watch)).toEqual([])
    expect(impossibleTolerances({ [signal]: most * 1.01 }, watch)).toEqual([
      { pointer: `/tolerances/${signal}`, message: expect.stringContaining(unit) as unknown },
    ])
  })

  it('of what is not known may be anything', () => {
    expect(impossibleTolerances({ other: 10 }, watch)).toEqual([])
    expect(impossibleTolerances({ label: 10 }, null)).toEqual([])
  })
})

describe('a baseline', () => {
  it('says nothing of what works', async () => {
    expect(await warned({ tolerances: { label: 0.2 }, ignored: ['durationMs'] })).toEqual([])
    expect(await warned({ reference: { kind: 'pinned', from: at(2), to: at(3) } })).toEqual([])
    expect(await warned({ reference: { kind: 'slice', only: { release: ['1'] } } })).toEqual([])
  })

  it('names signals that are not there, and which was most likely meant', async () => {
    expect(await warned({ tolerances: { lable: 0.2 }, ignored: ['colour'] })).toEqual([
      'No signal called lable is known, which tolerances names. Did you mean label?',
      'No signal called colour is known, which ignored names.',
    ])
  })

  it.each<[string, DriftBaseline['reference']]>([
    ['Nothing is counted of the pinned time', { kind: 'pinned', from: at(4), to: at(5) }],
    ['has not begun yet', { kind: 'pinned', from: at(20), to: at(21) }],
    ['is not over yet', { kind: 'pinned', from: at(0), to: at(21) }],
    ['No prediction of the slice', { kind: 'slice', only: { release: ['3'] } }],
    ['All predictions are of the slice', { kind: 'slice', only: { model: ['m-1'] } }],
    ['not told apart by provider', { kind: 'slice', only: { provider: ['p'] } }],
  ])('says where there is nothing to compare with: %s', async (sentence, reference) => {
    expect(await warned({ reference })).toEqual([expect.stringContaining(sentence)])
  })

  it('of a task that is not counted yet says just that', async () => {
    const baseline = { ...defaultBaseline('a task'), ignored: ['colour'] }
    expect(await warningsOf(state, { baseline, watch: null, nowMs: NOW })).toEqual([
      expect.stringContaining('is counted yet'),
    ])
  })
})
