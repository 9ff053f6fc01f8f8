import { afterEach, beforeEach, expect, it } from 'vitest'
import { figuresOf } from '../../../aggregates/figures.ts'
import { rollUp } from '../../../aggregates/roll-up.ts'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeRow } from '../../../fixtures/predictions.ts'
import type { Store } from '../../store.ts'
import { openInMemory } from '../fixtures/open-store.ts'
import { TAIL_ROWS_MAX } from './tail.ts'

let store: Store

beforeEach(() => {
  store = openInMemory()
})
afterEach(() => store.close())

async function counted() {
  const { sums, isWhole } = await store.rows.sums({ level: 'ever' })
  const { predictions, rated } = figuresOf(sums[0]?.tally)
  return { predictions, rated, isWhole }
}

const many = Array.from({ length: TAIL_ROWS_MAX + 1 }, (_, number) => makeRow(number, { session: 's' }))

it('sums are not whole while more came of late than is read for an answer', async () => {
  await store.rows.add(makeBatch({ predictions: many.slice(1) }))
  expect(await counted()).toEqual({ predictions: TAIL_ROWS_MAX, rated: 0, isWhole: true })
  await store.rows.add(makeBatch({ predictions: many.slice(0, 1) }))
  expect(await counted()).toEqual({ predictions: 0, rated: 0, isWhole: false })
  await rollUp(store.rows)
  expect(await counted()).toEqual({ predictions: TAIL_ROWS_MAX + 1, rated: 0, isWhole: true })
})

it('sums are not whole while more changed of late than is read for an answer', async () => {
  await store.rows.add(makeBatch({ predictions: many }))
  while (await rollUp(store.rows)) continue
  await store.rows.add(makeBatch({ feedback: [makeFeedback('f-1', { session: 's' })] }))
  expect(await counted()).toEqual({ predictions: TAIL_ROWS_MAX + 1, rated: 0, isWhole: false })
  while (await rollUp(store.rows)) continue
  expect(await counted()).toEqual({ predictions: TAIL_ROWS_MAX + 1, rated: TAIL_ROWS_MAX + 1, isWhole: true })
})
