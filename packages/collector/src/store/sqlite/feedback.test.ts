import { afterEach, beforeEach, expect, it } from 'vitest'
import { readOverview } from '../../aggregates/overview.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../../fixtures/predictions.ts'
import type { Rows } from '../rows.ts'
import { openInMemory } from './fixtures/open-store.ts'

const SAID = 1500
const READ = 1000

let rows: Rows
let close: () => void

beforeEach(() => {
  ;({ rows, close } = openInMemory())
})
afterEach(() => close())

const thumbs = Array.from({ length: SAID }, (_, number) =>
  makeFeedback(`f-${number}`, { session: 's-1', actor: `u-${number}` }),
)

it('of more feedback than anyone reads on one session the newest counts, and none of it waits any more', async () => {
  await rows.add(makeBatch({ feedback: thumbs }))
  expect((await readOverview(rows, START)).waiting).toBe(SAID)
  await rows.add(makeBatch({ predictions: [1, 2, 3].map((number) => makeRow(number, { session: 's-1' })) }))
  expect((await readOverview(rows, START)).waiting).toBe(0)
  const page = await rows.predictions({ limit: 10 })
  expect(page?.predictions.map(({ feedback }) => feedback.length)).toEqual([READ, READ, READ])
  expect(page?.predictions[0]?.feedback.some(({ id }) => id === `f-${SAID - 1}`)).toBe(true)
})

it('what is said in the same batch as its prediction is read with it', async () => {
  const facts = makeFacts(1, { session: 's-1' })
  await rows.add(makeBatch({ predictions: [makeRow(1, { session: 's-1' })], feedback: thumbs.slice(0, 2) }))
  await rows.add(makeBatch({ feedback: thumbs.slice(2, 3) }))
  expect((await rows.prediction(facts.id))?.feedback).toHaveLength(3)
})
