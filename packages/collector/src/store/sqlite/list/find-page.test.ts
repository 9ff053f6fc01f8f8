import { describe, expect, it } from 'vitest'
import { foldOf } from '../../../aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../../feedback/opinion.ts'
import { ratingsOf } from '../../../feedback/ratings.ts'
import { makeBatch, makePrediction, makeRow } from '../../../fixtures/predictions.ts'
import { testListingOfRows } from '../../rows-listing.suite.ts'
import type { OpenedRows } from '../../rows.suite.ts'
import { type Connection, openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { createSqliteRows } from '../rows.ts'
import { RUN_ROWS } from '../runs.ts'
import { prepareFindPage } from './find-page.ts'
import type { ListBounds } from './open-list.ts'

/** So small that every way through a list is gone a few times. */
const TINY: ListBounds = { chunkMax: 4, membersMin: 2, membersMax: 3, waitingMax: 5 }

/** What comes next is in another run. */
function endRun({ $client: client }: Connection): void {
  client
    .prepare(`UPDATE sqlite_sequence SET seq = (seq / ${RUN_ROWS} + 1) * ${RUN_ROWS} WHERE name = 'prediction'`)
    .run()
}

/** A few predictions fill a run, and every bound is tiny. */
function openScattered(perRun: number): OpenedRows {
  const db = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false })
  const rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:')
  const findPage = prepareFindPage(db.$client, { bounds: TINY })
  return {
    close: () => void db.$client.close(),
    rows: {
      ...rows,
      add: async ({ predictions, ...rest }) => {
        for (let from = 0; from < predictions.length; from += perRun) {
          await rows.add(makeBatch({ predictions: predictions.slice(from, from + perRun) }))
          endRun(db)
        }
        return rows.add({ predictions: [], ...rest })
      },
      predictions: async (query) => {
        const page = findPage(query)
        return page && { ...page, predictions: page.predictions.map(({ facts }) => makePrediction(facts, [])) }
      },
    },
  }
}

testListingOfRows('SQLite, a prediction a run', () => openScattered(1), 100)
testListingOfRows('SQLite, seven predictions a run', () => openScattered(7), 100)

describe('what went wrong', () => {
  it('is in the order of its time, of whatever tasks it is', async () => {
    const { rows, close } = openScattered(7)
    const statuses = ['ok', 'error', 'cancelled', 'error'] as const
    const all = Array.from({ length: 60 }, (_, number) =>
      makeRow(number, { task: `task-${number % 3}`, status: statuses[number % 4] ?? 'ok' }),
    )
    await rows.add(makeBatch({ predictions: all.toReversed() }))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await rows.predictions({ status: ['error', 'cancelled'], limit: 4, cursor })
      seen.push(...(page?.predictions ?? []).map(({ id }) => id))
      cursor = page?.nextCursor ?? undefined
    } while (cursor !== undefined)
    const wrong = all.filter(({ facts }) => facts.status !== 'ok').map(({ facts }) => facts.id)
    expect(seen).toEqual(wrong.toReversed())
    close()
  })
})

describe('the time for a page', () => {
  it('ends it where it is, says how far it looked, and the next one goes on from there', async () => {
    const db = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false })
    const rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:')
    const isRare = (number: number) => number % 40 === 0
    const all = Array.from({ length: 200 }, (_, number) =>
      makeRow(number, { kind: isRare(number) ? 'ranking' : 'embedding' }),
    )
    await rows.add(makeBatch({ predictions: all }))
    let ticks = 0
    const findPage = prepareFindPage(db.$client, { now: () => (ticks += 1), bounds: TINY })
    const seen: string[] = []
    const searchedTo: string[] = []
    let cursor: string | undefined
    do {
      const page = findPage({ kind: ['ranking'], limit: 3, budgetMs: 5, cursor })
      seen.push(...(page?.predictions ?? []).map(({ facts }) => facts.id))
      if (page?.searchedTo !== undefined) searchedTo.push(page.searchedTo)
      cursor = page?.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(
      all
        .filter((_, number) => isRare(number))
        .map(({ facts }) => facts.id)
        .toReversed(),
    )
    expect(searchedTo.length).toBeGreaterThan(3)
    expect(searchedTo).toEqual(searchedTo.toSorted().toReversed())
    db.$client.close()
  })
})
