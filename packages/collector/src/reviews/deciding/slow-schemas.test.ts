import { REVIEW_QUEUES_MAX } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { createSlowSchemas } from './slow-schemas.ts'

const MINUTE_MS = 60_000
const queue = { id: 'q', updatedAt: 'then' }

it('a schema that ran out of time twice within a minute is not asked for a minute, or until it is another', () => {
  let nowMs = 0
  const slow = createSlowSchemas(() => nowMs)
  slow.ranOut(queue)
  nowMs = MINUTE_MS
  slow.ranOut(queue)
  expect(slow.pausedMs(queue)).toBe(0)
  nowMs += 1000
  slow.ranOut(queue)
  expect(slow.pausedMs(queue)).toBe(MINUTE_MS)
  expect(slow.pausedMs({ id: 'q', updatedAt: 'later' })).toBe(0)
  expect(slow.pausedMs({ id: 'other', updatedAt: 'then' })).toBe(0)
  nowMs += MINUTE_MS
  expect(slow.pausedMs(queue)).toBe(0)
  nowMs = 0
  expect(slow.pausedMs(queue)).toBe(0)
})

it('as many are remembered as there can be queues', () => {
  const slow = createSlowSchemas(() => 0)
  for (let number = 0; number <= REVIEW_QUEUES_MAX; number += 1)
    for (const id of [`q-${number}`, `q-${number}`]) slow.ranOut({ id, updatedAt: '' })
  expect(slow.pausedMs({ id: 'q-0', updatedAt: '' })).toBe(0)
  expect(slow.pausedMs({ id: 'q-1', updatedAt: '' })).toBe(MINUTE_MS)
})
