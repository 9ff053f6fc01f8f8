import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../../../aggregates/overview.ts'
import { foldOf, rollUp } from '../../../aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../../feedback/opinion.ts'
import { ratingsOf } from '../../../feedback/ratings.ts'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Rows } from '../../rows.ts'
import { type Connection, openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { createSqliteRows } from '../rows.ts'
import { createCellMover } from './move-cells.ts'
import { prepareNoteChanged } from './note-changed.ts'

const rules = { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }
let db: Connection
let rows: Rows

beforeEach(() => {
  db = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false })
  rows = createSqliteRows(db, rules, ':memory:')
})
afterEach(() => db.$client.close())

const rollUpAll = async () => {
  while (await rollUp(rows)) continue
}
const everything = () => readOverview(rows, START)
const services = async () =>
  (await rows.facets(null)).flatMap(({ name, value }) => (name === 'service' ? [value] : [])).toSorted()

/** As those do who remove rows. */
function remove(rowIds: readonly number[], before: (rowIds: readonly number[]) => void): void {
  db.$client
    .transaction(() => {
      before(rowIds)
      for (const table of ['opinion WHERE prediction', 'prediction WHERE id'])
        db.$client.prepare(`DELETE FROM ${table} IN (SELECT value FROM json_each(?))`).run(JSON.stringify(rowIds))
    })
    .immediate()
}

const fill = () =>
  rows.add(
    makeBatch({
      predictions: [1, 2, 3].map((number) =>
        makeRow(number, { durationMs: number, tags: ['x'], service: `s-${number}` }),
      ),
      feedback: [makeFeedback('f-1', { prediction: makeRow(1).facts.id })],
    }),
  )

describe('what retention removes', () => {
  it('stays counted, as it was, and when it began is still known', async () => {
    await fill()
    await rollUpAll()
    const before = await everything()
    remove([1, 3], createCellMover(db.$client, rules))
    expect(await everything()).toEqual(before)
    // What can be chosen from is what is there.
    expect(await services()).toEqual(['s-2'])
    remove([2], createCellMover(db.$client, rules))
    await rollUpAll()
    expect(await everything()).toEqual(before)
  })

  it('stays counted when everything else is counted anew', async () => {
    await fill()
    await rollUpAll()
    const before = await everything()
    remove([1], createCellMover(db.$client, rules))
    await rows.unfold()
    expect(await everything()).toEqual(before)
    await rollUpAll()
    expect(await everything()).toEqual(before)
  })

  it.each([
    ['not at all', async () => undefined],
    ['by somebody who is at it', () => rows.takeUnfolded(2)],
    ['before it changed', rollUpAll],
  ])('stays counted once though it was counted %s', async (_how, count) => {
    await fill()
    const taken = await count()
    await rows.add(makeBatch({ feedback: [makeFeedback('f-2', { prediction: makeRow(2).facts.id, value: false })] }))
    const before = await everything()
    remove([1, 2], createCellMover(db.$client, rules))
    expect(await everything()).toEqual(before)
    if (taken !== undefined) await rows.fold(taken.mark, foldOf(taken.changes))
    expect(await everything()).toEqual(before)
    await rollUpAll()
    expect(await everything()).toEqual(before)
  })
})

describe('what is forgotten', () => {
  it.each([0, 2, 3])('is taken back, when up to %d of it was counted', async (limit) => {
    await fill()
    if (limit > 0) await rollUp(rows, limit)
    remove([1, 3], prepareNoteChanged(db.$client))
    expect(await readOverview(rows, START)).toMatchObject({ predictions: 1, rated: 0 })
    await rollUpAll()
    expect(await readOverview(rows, START)).toMatchObject({ predictions: 1, rated: 0 })
    expect(await rows.facets(null)).toHaveLength(3)
  })
})
