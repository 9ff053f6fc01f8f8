import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDatasetTombstones } from '../dataset-tombstones.suite.ts'
import { makeFolder, openInFile, openInMemory, openStoreAt } from './fixtures/open-store.ts'

testDatasetTombstones('SQLite in memory', openInMemory)
testDatasetTombstones('SQLite in a file', openInFile)

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

async function buildOne(): Promise<void> {
  const store = openStoreAt(folder)
  await store.state.addDatasetVersion(
    {
      name: 'replies',
      recipe: { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } },
      asOf: '2026-11-21T10:00:00.000Z',
      builtAt: '2026-11-21T10:00:00.000Z',
      selected: 1,
      kept: { train: 1, validation: 0, test: 0 },
      dropped: {},
    },
    [
      {
        example: {
          system: null,
          messages: [{ role: 'user', parts: [{ type: 'text', text: `A long story of ann. ${'Why? '.repeat(9000)}` }] }],
          tools: null,
          target: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
        },
        lineage: { line: 1, split: 'train', prediction: 'p-1', feedback: ['f-ann'], group: 'user:ann' },
      },
    ],
  )
  store.close()
}

it('a forgotten row is overwritten in the file and not only let go', async () => {
  await buildOne()
  const bytes = () => readFileSync(join(folder, 'trimtab.db')).toString('latin1')
  expect(bytes()).toContain('A long story of ann')
  const store = openStoreAt(folder)
  await store.state.forgetRows(['p-1'])
  store.close()
  for (const said of ['A long story', 'Why? Why?', 'f-ann', 'user:ann']) expect(bytes()).not.toContain(said)
})

it('rows are found by an index, however many there are', async () => {
  await buildOne()
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const plan = client
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT 1 FROM dataset_row WHERE lineage ->> 'prediction' IN (SELECT value FROM json_each('[]'))`,
    )
    .all()
  client.close()
  expect(plan.map(({ detail }) => detail).join('\n')).toContain('INDEX dataset_row_prediction')
})
