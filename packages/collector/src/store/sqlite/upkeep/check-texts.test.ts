import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeBatch, makeFacts, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Store } from '../../store.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

const DAY_MS = 86_400_000

let folder: string
let nowMs: number
let store: Store

beforeEach(() => {
  folder = makeFolder()
  nowMs = START
  store = openStoreAt(folder, { clock: () => nowMs })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const rowOf = (number: number) => {
  const messages = ['Hello', `asked ${number}`].map((text) => ({
    role: 'user' as const,
    parts: [{ type: 'text' as const, text }],
  }))
  // Long enough that the body is packed.
  const error = {
    type: 'Late',
    message: 'It took longer than whoever asked was going to wait for it.',
    httpStatus: null,
  }
  return makeRow(number, { error, input: { ...makeFacts(number).input, messages } })
}

it('a prediction whose text is missing is told without it and found by the check, and all else goes on', async () => {
  await store.rows.add(makeBatch({ predictions: [rowOf(1), rowOf(2)] }))
  const client = new Database(join(folder, 'trimtab.db'))
  expect(client.prepare("DELETE FROM content WHERE body LIKE '%asked 1%'").run().changes).toBe(1)
  client.close()

  const { facts } = rowOf(1)
  const read = await store.rows.prediction(facts.id)
  expect(read).toMatchObject({
    task: facts.task,
    usage: facts.usage,
    input: { messages: null },
    output: { messages: null },
  })
  expect(read?.capture.content).toBe(false)
  expect((await store.rows.predictions({ limit: 9 }))?.predictions).toHaveLength(2)
  expect((await store.rows.prediction(rowOf(2).facts.id))?.input).toEqual(rowOf(2).facts.input)

  nowMs += DAY_MS
  await store.rows.add(makeBatch({}))
  while (await store.rows.catchUp(50));
  expect(await store.rows.report()).toMatchObject({ unsearchable: 0, unpacked: 0 })
  expect((await store.rows.check()).map(({ sentence }) => sentence)).toEqual([
    '1 prediction refers to texts that are not there.',
  ])
})

it('a prediction whose body is missing keeps no others from being read, nor from being removed when they are old', async () => {
  await store.rows.add(makeBatch({ predictions: [rowOf(1), rowOf(2)] }))
  nowMs += DAY_MS
  await store.rows.add(makeBatch({ predictions: [rowOf(3)] }))
  while (await store.rows.catchUp(50));
  const client = new Database(join(folder, 'trimtab.db'))
  expect(client.prepare('DELETE FROM body_block').run().changes).toBe(1)
  client.close()

  const captured = async () =>
    (await store.rows.predictions({ limit: 9 }))?.predictions.map(({ capture }) => capture.content)
  expect((await captured())?.toSorted()).toEqual([false, false, true])
  const rules = [{ task: null, days: null, contentDays: 0, predictionsMax: null }]
  const step = {
    rules,
    bytesMax: null,
    nowMs: START + 9 * DAY_MS,
    budgetMs: 10_000,
    pinned: async () => new Set<string>(),
  }
  expect(await store.rows.removeOld(step)).toEqual({ predictions: 0, contents: 3, isMore: false })
})
