import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeRow } from '../../fixtures/predictions.ts'
import type { Store } from '../store.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'
import { createRunsOfTables, type RunsOfTables } from './runs.ts'
import { timeOfPrediction } from './times.ts'

let folder: string
let store: Store
let client: Database.Database
let runs: RunsOfTables

beforeEach(() => {
  folder = makeFolder()
  store = openStoreAt(folder)
  client = new Database(join(folder, 'trimtab.db'))
  runs = createRunsOfTables(client)
})
afterEach(() => {
  client.close()
  store.close()
  rmSync(folder, { recursive: true })
})

function mayHold(number: number): boolean {
  const row = makeRow(number)
  return runs.prediction.mayHold(row.facts.traceId, timeOfPrediction(row))
}

describe('the runs of a connection', () => {
  it('know what another one has added, also between what they added themselves', async () => {
    for (const number of [1, 2, 3]) {
      await store.rows.add(makeBatch({ predictions: [makeRow(number)] }))
      runs.prediction.refresh()
      expect([mayHold(number), mayHold(number + 100)]).toEqual([true, false])
    }
  })

  it('stay as they are when others change the file and add nothing', async () => {
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    runs.prediction.refresh()
    // Without its run nobody would find the row again, so whoever reads the table anew would not know it.
    const other = new Database(join(folder, 'trimtab.db'))
    other.exec('DELETE FROM run')
    other.close()
    runs.prediction.refresh()
    expect(mayHold(1)).toBe(true)
  })

  it('begin anew after a rollback, since they may know of what was taken back', async () => {
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    runs.prediction.refresh()
    const row = makeRow(2)
    runs.prediction.note(2, row.facts.traceId, timeOfPrediction(row))
    runs.prediction.forget()
    runs.prediction.refresh()
    expect([mayHold(1), mayHold(2)]).toEqual([true, false])
  })
})
