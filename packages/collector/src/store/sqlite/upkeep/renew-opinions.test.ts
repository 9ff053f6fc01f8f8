import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { figuresOf } from '../../../aggregates/figures.ts'
import { rollUp } from '../../../aggregates/roll-up.ts'
import { ratingsIn } from '../../../aggregates/signals/ratings.ts'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../../../fixtures/predictions.ts'
import { emptyTally } from '../../../sketches/tally.ts'
import type { Store } from '../../store.ts'
import { changeDatabase } from '../fixtures/change-database.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

const PREDICTIONS = 130
/** Of these it is said that they are from before. */
const OLD = 120

let folder: string
let store: Store

/** As a Trimtab wrote it that knew nothing of judges: each of them is a thumb. */
const FORGET_JUDGES = `UPDATE opinion SET thumbs = 'up', is_rated = 1, judges = NULL, is_of_judges = 0;
  UPDATE progress SET done = 0, claimed = ${OLD} WHERE name = 'opinions'`

beforeEach(async () => {
  folder = makeFolder()
  store = openStoreAt(folder)
  const numbers = Array.from({ length: PREDICTIONS }, (_, number) => number)
  await store.rows.add(
    makeBatch({
      predictions: numbers.map((number) => makeRow(number)),
      feedback: numbers.map((number) =>
        makeFeedback(`f-${number}`, { prediction: makeFacts(number).id, source: 'judge' }),
      ),
    }),
  )
  store.close()
  changeDatabase(folder, FORGET_JUDGES)
  store = openStoreAt(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

async function counted() {
  while (await rollUp(store.rows));
  const { sums, isWhole } = await store.rows.sums({ level: 'ever' })
  const [all] = sums
  const judge = ratingsIn(all?.tally ?? emptyTally()).judges.get('helpful')
  return { thumbsUp: figuresOf(all?.tally).thumbsUp, judged: judge?.alone.count ?? 0, isWhole }
}

function progress(): unknown {
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const row = client.prepare("SELECT done, claimed FROM progress WHERE name = 'opinions'").get()
  client.close()
  return row
}

it('opinions of before are made anew step by step, whatever is counted by then, and others are left as they are', async () => {
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS, judged: 0, isWhole: false })
  // Some at a time.
  await store.rows.catchUp(0)
  while (await store.rows.catchUp(1)) await counted()
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS - OLD, judged: OLD, isWhole: true })
  expect(progress()).toEqual({ done: OLD, claimed: OLD })
  expect((await store.rows.check()).filter(({ severity }) => severity === 'problem')).toEqual([])
  await store.rows.unfold()
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS - OLD, judged: OLD, isWhole: true })
})

it('what is said before it is their turn counts at once, and once', async () => {
  await counted()
  await store.rows.add(makeBatch({ feedback: [makeFeedback('u-1', { prediction: makeFacts(1).id, value: false })] }))
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS - 1, judged: 1, isWhole: false })
  while (await store.rows.catchUp(50));
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS - OLD, judged: OLD, isWhole: true })
})

it('of those that are gone by then nothing is left to do', async () => {
  await counted()
  await store.rows.add(makeBatch({ withdrawn: Array.from({ length: OLD }, (_, number) => makeRow(number)) }))
  while (await store.rows.catchUp(50));
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS - OLD, judged: 0, isWhole: true })
  expect(progress()).toEqual({ done: OLD, claimed: OLD })
})

it('what is said between reading them and writing them counts', async () => {
  await counted()
  // The search index first, which has a share of the time.
  const renewing = store.rows.catchUp(50)
  const other = openStoreAt(folder)
  await other.rows.add(makeBatch({ feedback: [makeFeedback('u-1', { prediction: makeFacts(1).id, value: false })] }))
  other.close()
  await renewing
  while (await store.rows.catchUp(50));
  const stored = await store.rows.predictions({ feedback: 'down', limit: 9 })
  expect(stored?.predictions.map(({ id }) => id)).toEqual([makeFacts(1).id])
  expect(await counted()).toEqual({ thumbsUp: PREDICTIONS - OLD, judged: OLD, isWhole: true })
})
