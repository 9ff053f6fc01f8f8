// Predictions into their table: inserted, put in the place of an older reading, or taken out. The one hot path of the
// collector, so it is prepared statements with values by position, not a query builder.

import type Database from 'better-sqlite3'
import type { PredictionRow } from '../../stored.ts'
import { type Eras, prepareLitter } from '../content/eras.ts'
import type { Runs } from '../runs.ts'
import { prepareSearchChanges } from '../search/search-changes.ts'
import { timeOfPrediction } from '../times.ts'
import { prepareFindInTime } from './find-predictions.ts'
import { COLUMNS, createRowValues, type RowValues, type Value } from './row-values.ts'

export interface PredictionWriter extends Pick<RowValues, 'refresh' | 'flush' | 'settle' | 'forget'> {
  /** The id of its row; null where there is one of its (trace, span). */
  insert: (row: PredictionRow) => number | null
  /** In the place of the one with its (trace, span), whose row id stays. */
  replace: (rowId: number, row: PredictionRow) => void
  remove: (rowId: number) => void
  /** The row of its (trace, span). */
  find: (row: PredictionRow) => number | null
}

export function createPredictionWriter(client: Database.Database, runs: Runs, eras: Eras): PredictionWriter {
  const insert = client.prepare<Value[]>(
    `INSERT INTO prediction (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  )
  const update = client.prepare<Value[]>(
    `UPDATE prediction SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')}, is_stripped = 0 WHERE id = ?`,
  )
  const remove = client.prepare<[number]>('DELETE FROM prediction WHERE id = ?')
  const find = prepareFindInTime(client)
  const search = prepareSearchChanges(client)
  const litter = prepareLitter(client)
  const values = createRowValues(client, eras)

  return {
    insert: (row) => {
      const { traceId } = row.facts
      const time = timeOfPrediction(row)
      if (runs.mayHold(traceId, time) && find(row) !== null) return null
      const rowId = Number(insert.run(...values.of(row)).lastInsertRowid)
      runs.note(rowId, traceId, time)
      return rowId
    },
    replace: (rowId, row) => {
      search.replaced(rowId)
      // A row of an era that is over refers to nothing that is stored now.
      update.run(...values.of(row, rowId < eras.current().firstPrediction), rowId)
      litter(rowId)
      runs.note(rowId, row.facts.traceId, timeOfPrediction(row))
    },
    remove: (rowId) => {
      search.removed(rowId)
      remove.run(rowId)
      litter(rowId)
    },
    find: (row) => (runs.mayHold(row.facts.traceId, timeOfPrediction(row)) ? find(row) : null),
    refresh: values.refresh,
    flush: values.flush,
    settle: values.settle,
    forget: values.forget,
  }
}
