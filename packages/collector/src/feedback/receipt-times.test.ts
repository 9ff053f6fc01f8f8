import type { Feedback } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keepFeedback } from './normalise.ts'
import { opinionOf } from './opinion.ts'
import { createReceiptTimes, RECEIPT_AHEAD_MS_MAX } from './receipt-times.ts'

const NOW = Date.parse('2026-11-21T10:00:00.000Z')

it('of one voice the word that came last counts, whatever the clock does and whatever time to come it claims', () => {
  const anyWord = fc.record({
    movedMs: fc.constantFrom(0, 0, 1, -1, 5, -60_000, 60_000),
    aheadMs: fc.constantFrom(null, 0, 1, 90_000),
    value: fc.boolean(),
    id: fc.uuid(),
  })
  fc.assert(
    fc.property(fc.array(anyWord, { minLength: 1, maxLength: 20 }), (words) => {
      const receipts = createReceiptTimes()
      let nowMs = NOW
      const said = words.map(({ movedMs, aheadMs, value, id }): Feedback => {
        nowMs += movedMs
        const receivedMs = receipts.next(nowMs)
        receipts.take(receivedMs)
        const at = aheadMs === null ? undefined : new Date(receivedMs + aheadMs).toISOString()
        return keepFeedback({ id, kind: 'thumbs', value, at }, receivedMs, () => id)
      })
      expect(opinionOf(said).thumbs).toBe(words.at(-1)?.value === true ? 'up' : 'down')
    }),
  )
})

it('what brings no feedback moves nothing, and a clock that was far ahead is not kept there', () => {
  const receipts = createReceiptTimes()
  expect([receipts.next(NOW), receipts.next(NOW)]).toEqual([NOW, NOW])
  receipts.take(NOW)
  expect(receipts.next(NOW)).toBe(NOW + 1)
  expect(receipts.next(NOW - RECEIPT_AHEAD_MS_MAX + 1)).toBe(NOW + 1)
  expect(receipts.next(NOW - RECEIPT_AHEAD_MS_MAX)).toBe(NOW - RECEIPT_AHEAD_MS_MAX)
})
