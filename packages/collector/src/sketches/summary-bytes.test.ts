import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anySummary } from './fixtures/any-summary.ts'
import { addSummary, emptySummary } from './summary.ts'
import { addEncodedSummary, decodeSummary, encodeSummary } from './summary-bytes.ts'

it('summaries are the same after they were written down, and add up from there', () => {
  fc.assert(
    fc.property(anySummary, anySummary, (summary, other) => {
      expect(decodeSummary(encodeSummary(summary))).toEqual(summary)
      const [both, expected] = [decodeSummary(encodeSummary(summary)), decodeSummary(encodeSummary(summary))]
      addEncodedSummary(both, encodeSummary(other))
      addSummary(expected, other)
      expect(both).toEqual(expected)
    }),
  )
})

it('equal summaries have equal bytes, in whatever order they were counted', () => {
  fc.assert(
    fc.property(anySummary, (summary) => {
      const backwards = { ...summary, bins: new Map([...summary.bins].toReversed()) }
      expect(encodeSummary(backwards)).toEqual(encodeSummary(summary))
    }),
  )
})

it('what is large survives like what is small', () => {
  const summary = { ...emptySummary(), rows: 2 ** 51, sums: [-(2 ** 51), 0, 2 ** 51 - 1] }
  summary.bins.set(-35_524, 2 ** 51).set(35_524, -1)
  expect(decodeSummary(encodeSummary(summary))).toEqual(summary)
})

it('summaries are short when they are written down', () => {
  const summary = { ...emptySummary(), rows: 4, missing: 1 }
  summary.bins.set(-2, 1).set(0, 1).set(3, 1)
  // The version, three counts, three bins of which each is one step, no sums.
  expect([...encodeSummary(summary)]).toEqual([1, 8, 2, 0, 3, 7, 8, 12, 0])
})

it('what is of another version, cut, or too long is no summary', () => {
  expect(() => decodeSummary(Buffer.from([2, 0]))).toThrow('a summary of version 2')
  const bytes = encodeSummary({ ...emptySummary(), rows: 1_000, sums: [1, 2, 3] })
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => decodeSummary(bytes.subarray(0, length))).toThrow('cut')
  }
  expect(() => decodeSummary(Buffer.concat([bytes, bytes]))).toThrow('ends at')
})
