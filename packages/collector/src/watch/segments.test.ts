import { SEGMENTS_PER_TASK_MAX } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeFacts, makePrediction, START } from '../fixtures/predictions.ts'
import type { Segment } from '../store/state-watch.ts'
import { openSegments, OTHER_SEGMENT } from './segments.ts'

const numbered = (number: number, said: Parameters<typeof makeFacts>[1] = {}) =>
  makePrediction(makeFacts(number, said), [])

describe('segments', () => {
  it('tell apart what made a prediction and what it is about, and are the same when they come again', () => {
    const segments: Segment[] = []
    const segmentOf = openSegments(segments, ['tier'])
    const said = { variant: 'A', metadata: { tier: 1, other: 'x', deep: { a: 1 } } }
    expect(segmentOf(numbered(1, said), 'de')).toBe(1)
    expect(segmentOf(numbered(2, { ...said, variant: 'B' }), 'de')).toBe(2)
    expect(segmentOf(numbered(3, said), 'en')).toBe(3)
    expect(openSegments(segments, ['tier'])(numbered(9, said), 'de')).toBe(1)
    expect(segments.map(({ is }) => is)).toEqual([
      { variant: 'A', language: 'de', 'metadata.tier': '1' },
      { variant: 'B', language: 'de', 'metadata.tier': '1' },
      { variant: 'A', language: 'en', 'metadata.tier': '1' },
    ])
    expect(segments[0]).toMatchObject({ firstMs: START + 1, lastMs: START + 9 })
  })

  it('beyond the bound are one', () => {
    const segments: Segment[] = []
    const segmentOf = openSegments(segments, [])
    const found = Array.from({ length: SEGMENTS_PER_TASK_MAX + 5 }, (_, number) =>
      segmentOf(numbered(number, { release: String(number) }), null),
    )
    expect(found.slice(-6)).toEqual([SEGMENTS_PER_TASK_MAX, ...Array.from({ length: 5 }, () => OTHER_SEGMENT)])
    expect(segments).toHaveLength(SEGMENTS_PER_TASK_MAX)
  })
})
