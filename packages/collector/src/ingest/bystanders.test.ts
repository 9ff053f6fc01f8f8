import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceItem } from '../predictions/trace-item.ts'
import { createBystanders } from './bystanders.ts'

function makeItems(traceId: string, count: number): TraceItem[] {
  return Array.from({ length: count }, (_, number) => ({ traceId, spanId: `${number}` }) as TraceItem)
}

describe('bystanders', () => {
  it('wait for a call of their trace until they are released', () => {
    const bystanders = createBystanders()
    bystanders.hold('a', makeItems('a', 2), 0)
    bystanders.hold('a', makeItems('a', 1), 1)
    expect(bystanders.of('a')).toHaveLength(3)
    bystanders.release('a')
    expect([bystanders.of('a'), bystanders.count()]).toEqual([[], 0])
  })

  it('are forgotten when they are old, the oldest first', () => {
    const bystanders = createBystanders({ ageMsMax: 100 })
    bystanders.hold('a', makeItems('a', 1), 0)
    bystanders.hold('b', makeItems('b', 1), 90)
    bystanders.hold('c', makeItems('c', 1), 150)
    expect(['a', 'b', 'c'].map((trace) => bystanders.of(trace).length)).toEqual([0, 1, 1])
  })

  it('never are more than the bound, whatever comes, and the count is what is held', () => {
    const step = fc.record({
      traceId: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
      count: fc.nat(12),
      isRelease: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const bystanders = createBystanders({ itemsMax: 20, itemsOfTraceMax: 8 })
        for (const [nowMs, { traceId, count, isRelease }] of steps.entries()) {
          if (isRelease) bystanders.release(traceId)
          else bystanders.hold(traceId, makeItems(traceId, count), nowMs)
          const held = ['a', 'b', 'c', 'd', '__proto__'].map((trace) => bystanders.of(trace).length)
          expect(held.reduce((sum, length) => sum + length, 0)).toBe(bystanders.count())
          expect(bystanders.count()).toBeLessThanOrEqual(20)
          expect(Math.max(...held)).toBeLessThanOrEqual(8)
        }
      }),
    )
  })
})
