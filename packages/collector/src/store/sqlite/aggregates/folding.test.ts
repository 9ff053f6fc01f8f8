import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { figuresOf } from '../../../aggregates/figures.ts'
import { rollUp } from '../../../aggregates/roll-up.ts'
import { makeBatch, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Rows } from '../../rows.ts'
import type { Store } from '../../store.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

let folder: string
let store: Store
let rows: Rows

beforeEach(() => {
  folder = makeFolder()
  store = openStoreAt(folder)
  rows = store.rows
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

async function counted() {
  const { sums, isWhole } = await rows.sums({ level: 'ever' })
  return [figuresOf(sums[0]?.tally).predictions, isWhole]
}

function inDatabase<Value>(does: (client: Database.Database) => Value): Value {
  const client = new Database(join(folder, 'trimtab.db'))
  try {
    return does(client)
  } finally {
    client.close()
  }
}

describe('forgetting all sums', () => {
  beforeEach(async () => {
    const day = 24 * 3_600_000
    const predictions = Array.from({ length: 600 }, (_, number) =>
      makeRow(number, { startedAt: new Date(START - number * day).toISOString(), tags: [`tag ${number}`] }),
    )
    await rows.add(makeBatch({ predictions }))
    while (await rollUp(rows)) continue
  })

  it('that was interrupted is done to its end by the next step, and nothing is counted twice meanwhile', async () => {
    inDatabase((client) => {
      client.exec("UPDATE progress SET done = -1, claimed = 0, steps = steps + 1 WHERE name = 'fold'")
      client.exec('DELETE FROM cell WHERE level = 0')
    })
    expect(await counted()).toEqual([600, true])
    expect(await rows.facets(null)).toEqual([])
    while (await rollUp(rows)) continue
    expect(await counted()).toEqual([600, true])
    expect(inDatabase((client) => client.prepare('SELECT count(*) FROM cell').pluck().get())).toBe(4 * (600 + 600 + 1))
  })

  it('leaves nothing behind', async () => {
    await rows.unfold()
    for (const table of ['cell', 'facet', 'changed'])
      expect(inDatabase((client) => client.prepare(`SELECT count(*) FROM ${table}`).pluck().get())).toBe(0)
    expect(await counted()).toEqual([600, true])
  })

  it('goes on beside somebody who writes and somebody who counts', async () => {
    const unfolding = rows.unfold()
    const counting = rollUp(rows)
    const writing = rows.add(makeBatch({ predictions: [makeRow(1_000)], withdrawn: [makeRow(0)] }))
    await Promise.all([unfolding, counting, writing])
    while (await rollUp(rows)) continue
    expect(await counted()).toEqual([600, true])
  })
})

describe('a step of the fold', () => {
  it('is of no more hours, tasks and sources than are written at once', async () => {
    const predictions = Array.from({ length: 300 }, (_, number) => makeRow(number, { task: `task ${number}` }))
    await rows.add(makeBatch({ predictions }))
    const { changes, isAll } = await rows.takeUnfolded(2_000)
    expect([changes.length, isAll]).toEqual([128, false])
  })

  it('is of no more labels than are written at once', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 200 }, (_, number) => [`key ${number}`, number]))
    const predictions = Array.from({ length: 100 }, (_, number) => makeRow(number, { metadata }))
    await rows.add(makeBatch({ predictions }))
    expect((await rows.takeUnfolded(2_000)).changes).toHaveLength(60)
  })

  it('writes nothing where nothing came', async () => {
    await rows.add(makeBatch({ predictions: [makeRow(1)] }))
    while (await rollUp(rows)) continue
    const writer = new Database(join(folder, 'trimtab.db'))
    const before = writer.pragma('data_version', { simple: true })
    expect(await rollUp(rows)).toBe(false)
    expect(writer.pragma('data_version', { simple: true })).toBe(before)
    writer.close()
  })
})
