import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { StorageFinding } from '@trimtab/contract'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rollUp } from '../../../aggregates/roll-up.ts'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../../../fixtures/predictions.ts'
import type { Store } from '../../store.ts'
import { changeDatabase } from '../fixtures/change-database.ts'
import { addQueue, makeItem, savingOf } from '../../fixtures/review-queues.ts'
import { makeFolder, openInMemory, openStoreAt } from '../fixtures/open-store.ts'
import { prepareFillSearch } from '../search/fill-search.ts'

let folder: string
let store: Store

beforeEach(() => {
  folder = makeFolder()
  store = openStoreAt(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

/** With the problems of the machine that runs this left out. */
async function found(): Promise<string[]> {
  const findings = await store.rows.check()
  return findings.filter(({ severity }) => severity === 'problem').map((finding: StorageFinding) => finding.sentence)
}

async function fill(): Promise<void> {
  await store.rows.add(
    makeBatch({
      predictions: Array.from({ length: 40 }, (_, index) =>
        makeRow(index + 1, { task: `task-${index % 3}`, durationMs: index, tags: index % 2 === 0 ? ['even'] : [] }),
      ),
      feedback: [makeFeedback('f-1', { prediction: makeFacts(3).id })],
    }),
  )
}

async function countAll(): Promise<void> {
  while (await rollUp(store.rows));
}

const change = (sql: string) => changeDatabase(folder, sql)

function indexAll(): void {
  const client = new Database(join(folder, 'trimtab.db'))
  while (prepareFillSearch(client)(100));
  client.close()
}

describe('a check', () => {
  it('finds nothing in a store that is whole: empty, filled, half counted, counted and changed since', async () => {
    expect(await found()).toEqual([])
    await fill()
    expect(await found()).toEqual([])
    await rollUp(store.rows, 10)
    expect(await found()).toEqual([])
    await countAll()
    indexAll()
    expect(await found()).toEqual([])
    await store.rows.add(
      makeBatch({
        revised: [makeRow(2, { task: 'task-1', durationMs: 99 })],
        withdrawn: [makeRow(5)],
        feedback: [makeFeedback('f-2', { prediction: makeFacts(4).id, value: false })],
      }),
    )
    expect(await found()).toEqual([])
    await countAll()
    expect(await found()).toEqual([])
  })

  it('finds nothing in memory, and changes nothing', async () => {
    const inMemory = openInMemory()
    await inMemory.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    const before = await inMemory.rows.report()
    expect(await inMemory.rows.check()).toEqual([])
    expect(await inMemory.rows.report()).toEqual(before)
    inMemory.close()
  })

  it('says how far it is', async () => {
    await fill()
    await countAll()
    const steps: [number, number][] = []
    await store.rows.check((done, total) => steps.push([done, total]))
    expect(steps.at(-1)).toEqual([40, 40])
  })

  it('finds figures that are not what the predictions add up to', async () => {
    await fill()
    await countAll()
    change('UPDATE prediction SET duration_ms = 12345 WHERE id = 2')
    expect(await found()).toEqual(['The figures of task-1 are not what its predictions add up to.'])
    change('UPDATE prediction SET duration_ms = 1 WHERE id = 2')
    expect(await found()).toEqual([])
    change("DELETE FROM cell WHERE level = 1 AND task = (SELECT id FROM task WHERE name = 'task-2')")
    expect(await found()).toEqual(['The figures of task-2 are not what its predictions add up to.'])
  })

  it('finds what search does not find, and words of what is gone', async () => {
    await fill()
    indexAll()
    change('DELETE FROM search_output WHERE rowid = 7')
    expect(await found()).toEqual(['Search does not find everything that predictions say.'])
    change("INSERT INTO search_output (rowid, words) VALUES (7, '00000hi')")
    expect(await found()).toEqual([])
    change("INSERT INTO search_input (rowid, words) VALUES (999, '00000ghost')")
    expect(await found()).toEqual(['The search index has words of predictions that are gone.'])
  })

  it('finds tables that this Trimtab does not make like that', async () => {
    change('DROP INDEX prediction_task; CREATE TABLE notes (a)')
    const findings = await store.rows.check()
    expect(findings.map(({ severity, sentence }) => [severity, sentence])).toEqual(
      expect.arrayContaining([
        ['problem', 'The index prediction_task is missing.'],
        ['warning', 'There is a table notes that Trimtab did not make.'],
      ]),
    )
  })

  it('finds what others made to act on our rows, and does not mind what only stands beside them', async () => {
    change('CREATE TABLE notes (a); CREATE INDEX notes_prediction ON prediction (id); ANALYZE')
    expect(await found()).toEqual([])
    change(`CREATE TRIGGER sqlitespy AFTER INSERT ON prediction BEGIN DELETE FROM api_key; END;
            CREATE VIEW everybody AS SELECT * FROM prediction`)
    expect(await found()).toEqual([
      'There is a trigger sqlitespy that Trimtab did not make.',
      'There is a view everybody that Trimtab did not make.',
    ])
  })

  it('finds rows that refer to nothing', async () => {
    change('INSERT INTO opinion (prediction, is_rated, is_corrected) VALUES (77, 0, 0)')
    expect(await found()).toEqual(['Rows of the table opinion refer to rows that are not there.'])
  })

  it('finds reviews, items and counts that do not agree', async () => {
    await addQueue(store.state, 'q', [makeItem('1'), makeItem('2'), makeItem('3')])
    await store.state.saveReview(savingOf('1', 'ann'))
    await store.state.saveReview(savingOf('2', 'ann', 'skipped'))
    await store.state.dropReviewItem('3')
    expect(await found()).toEqual([])
    const [others, number, standing, counted] = [
      'There are reviews of items that are not there.',
      'Review items say of another number of reviews that they are done than there are.',
      'Review items are open that as many reviewed as are wanted, or done that still want somebody.',
      'Review queues count other items than are in them.',
    ]
    for (const [wrong, right, said] of [
      [
        'UPDATE review SET item = item + 70 WHERE decision = "good"',
        'item = item - 70 WHERE decision = "good"',
        [others, number],
      ],
      ['UPDATE review SET decision = NULL WHERE item = 1', 'decision = "good" WHERE item = 1', [number]],
      ['UPDATE review SET decision = "good" WHERE item = 2', 'decision = "skipped" WHERE item = 2', [number, counted]],
    ] as const) {
      change(wrong.replaceAll('"', "'"))
      expect(await found()).toEqual(said)
      change(`UPDATE review SET ${right.replaceAll('"', "'")}`)
    }
    change("UPDATE review_item SET state = 'open' WHERE id = '1'")
    expect(await found()).toEqual([standing, counted])
    change("UPDATE review_item SET state = 'done' WHERE id = '1'")
    expect(await found()).toEqual([])
    change('DELETE FROM review_count')
    expect(await found()).toEqual([counted])
  })

  it('finds damage, and says what to do about it in every finding that is a problem', async () => {
    await fill()
    store.close()
    const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
    const root =
      client.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'prediction_task'").pluck().get() ?? 0
    client.close()
    const descriptor = openSync(join(folder, 'trimtab.db'), 'r+')
    writeSync(descriptor, Buffer.alloc(64, 0x5a), 0, 64, (root - 1) * 16_384)
    closeSync(descriptor)
    store = openStoreAt(folder)
    const problems = (await store.rows.check()).filter(({ severity }) => severity === 'problem')
    expect(problems[0]?.sentence).toMatch(/^The file is damaged: [^\n]+\.$/)
    expect(problems.every(({ cure }) => cure !== null)).toBe(true)
  })
})
