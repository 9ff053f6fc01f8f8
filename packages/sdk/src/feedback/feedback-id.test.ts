import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createFeedbackIds } from './feedback-id.ts'

it('ids sort by when they were made, also within one millisecond', () => {
  let nowMs = Date.parse('2026-11-21T10:00:00Z')
  const makeId = createFeedbackIds(() => nowMs, randomBytes)
  const ids = Array.from({ length: 1000 }, (_, index) => {
    nowMs += index % 100 === 0 ? 1 : 0
    return makeId()
  })
  expect(new Set(ids).size).toBe(1000)
  expect(ids.toSorted((left, right) => left.localeCompare(right))).toEqual(ids)
})
