import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldOf } from '../../../aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../../feedback/opinion.ts'
import { ratingsOf } from '../../../feedback/ratings.ts'
import { makeBatch, makeFacts, makeRow } from '../../../fixtures/predictions.ts'
import type { PredictionRow } from '../../stored.ts'
import { type Connection, openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { createSqliteRows } from '../rows.ts'
import type { Rows } from '../../rows.ts'
import { prepareFillSearch } from './fill-search.ts'

let db: Connection
let rows: Rows

beforeEach(() => {
  db = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false })
  rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:')
})
afterEach(() => void db.$client.close())

function asking(number: number, text: string): PredictionRow {
  const { input } = makeFacts(number)
  return makeRow(number, { input: { ...input, messages: [{ role: 'user', parts: [{ type: 'text', text }] }] } })
}

/** Row ids, by the index alone. */
function indexed(word: string): unknown[] {
  return db.$client.prepare('SELECT rowid FROM search_input WHERE search_input MATCH ?').pluck().all(`"00000${word}"`)
}

const fill = (): void => {
  while (prepareFillSearch(db.$client)(0));
}
const count = (table: string): unknown => db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get()

describe('filling the search index', () => {
  it('goes through all rows once, however short each time is', async () => {
    const all = Array.from({ length: 300 }, (_, number) => asking(number, `word${number} all`))
    await rows.add(makeBatch({ predictions: all }))
    const step = prepareFillSearch(db.$client, () => 0)
    expect(step(0)).toBe(true)
    const first = indexed('all').length
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(300)
    fill()
    expect(indexed('all')).toHaveLength(300)
    expect(indexed('word7')).toEqual([8])
    expect(prepareFillSearch(db.$client)(1000)).toBe(false)
  })

  it('reads again a row that changed while it was read', async () => {
    await rows.add(makeBatch({ predictions: [asking(1, 'before')] }))
    // Somebody has claimed the row and read it, and has not written yet.
    db.$client.exec("UPDATE progress SET claimed = 10 WHERE name = 'search'")
    await rows.add(makeBatch({ revised: [asking(1, 'after')] }))
    db.$client.exec(`INSERT INTO search_input (rowid, words) VALUES (1, '00000before');
      UPDATE progress SET done = 1 WHERE name = 'search'`)
    fill()
    expect(indexed('before')).toEqual([])
    expect(indexed('after')).toEqual([1])
    expect(count('search_again')).toBe(0)
  })

  it('leaves nothing of a row that was removed', async () => {
    await rows.add(makeBatch({ predictions: [asking(1, 'gone'), asking(2, 'here')] }))
    fill()
    await rows.add(makeBatch({ withdrawn: [asking(1, 'gone')] }))
    fill()
    expect(indexed('gone')).toEqual([])
    expect(count('search_input_docsize')).toBe(1)
    expect(count('search_output_docsize')).toBe(1)
    expect(count('search_again')).toBe(0)
  })

  it('says nothing of what a turn of a conversation says again', async () => {
    const say = (role: string, text: string) => ({ role, parts: [{ type: 'text' as const, text }] })
    const history = [say('user', 'one'), say('assistant', 'two'), say('user', 'three')]
    const turns = [1, 3].map((length) => {
      const { input, output } = makeFacts(length)
      const messages = structuredClone(history.slice(0, length))
      return makeRow(length, {
        session: 's',
        input: { ...input, messages },
        output: { ...output, messages: [say('assistant', 'two')] },
      })
    })
    await rows.add(makeBatch({ predictions: turns }))
    fill()
    expect([indexed('one'), indexed('two'), indexed('three')]).toEqual([[1], [], [2]])
  })
})
