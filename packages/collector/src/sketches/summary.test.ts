import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySummary } from './fixtures/any-summary.ts'
import { addSummary, emptySummary, isEmptySummary, type Summary } from './summary.ts'

function sum(...summaries: Summary[]): Summary {
  const total = emptySummary()
  for (const summary of summaries) addSummary(total, summary)
  return total
}

describe('summaries', () => {
  it('add up in any order, and in any groups', () => {
    fc.assert(
      fc.property(anySummary, anySummary, anySummary, (one, two, three) => {
        expect(sum(one, two)).toEqual(sum(two, one))
        expect(sum(sum(one, two), three)).toEqual(sum(one, sum(two, three)))
      }),
    )
  })

  it('are left as they are by an empty one, and changed by no adding elsewhere', () => {
    fc.assert(
      fc.property(anySummary, anySummary, (summary, other) => {
        const before = structuredClone(summary)
        expect(sum(summary, emptySummary())).toEqual(before)
        addSummary(sum(summary), other)
        expect(summary).toEqual(before)
      }),
    )
  })

  it('leave nothing behind when they are taken back', () => {
    fc.assert(
      fc.property(anySummary, anySummary, (summary, other) => {
        const both = sum(summary, other)
        addSummary(both, other, -1)
        expect(both).toEqual(summary)
        addSummary(both, summary, -1)
        expect(both).toEqual(emptySummary())
        expect(isEmptySummary(both)).toBe(true)
      }),
    )
  })

  it('are not empty while anything is counted', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        const isNothing =
          JSON.stringify({ ...summary, bins: [...summary.bins] }) === JSON.stringify({ ...emptySummary(), bins: [] })
        expect(isEmptySummary(summary)).toBe(isNothing)
      }),
    )
  })
})
