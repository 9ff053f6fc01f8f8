// What the sums do not say yet: rows that came since, and notes of rows that changed since.

import type Database from 'better-sqlite3'
import { MEASURED_COLUMNS, MEASURED_JOIN, type MeasuredColumns } from './measured.ts'

interface UnfoldedRow {
  id: number
  columns: MeasuredColumns
}

export interface Note {
  id: number
  times: number
  before: MeasuredColumns
  /** Null where the row is gone. */
  now: MeasuredColumns | null
}

export interface UnfoldedReader {
  /** The first id of a row after this one; null where there is none. */
  first: (after: number) => number | null
  /** Of all rows; 0 where there is none. */
  last: () => number
  rows: (after: number, to: number) => UnfoldedRow[]
  /** Of rows with ids in (after, to]. */
  notes: (after: number, to: number, limit: number) => Note[]
}

export function createUnfoldedReader(client: Database.Database): UnfoldedReader {
  const selectFirst = client.prepare<[number], number | null>('SELECT min(id) FROM prediction WHERE id > ?').pluck()
  const selectLast = client.prepare<[], number | null>('SELECT max(id) FROM prediction').pluck()
  const selectRows = client
    .prepare<[number, number], [id: number, ...MeasuredColumns]>(
      `SELECT prediction.id, ${MEASURED_COLUMNS} FROM prediction ${MEASURED_JOIN}
       WHERE prediction.id > ? AND prediction.id <= ? ORDER BY prediction.id`,
    )
    .raw()
  const selectNotes = client
    .prepare<
      [number, number, number],
      [id: number, times: number, before: string, row: number | null, ...MeasuredColumns]
    >(
      `SELECT changed.prediction, times, before, prediction.id, ${MEASURED_COLUMNS}
       FROM changed LEFT JOIN prediction ON prediction.id = changed.prediction ${MEASURED_JOIN}
       WHERE changed.prediction > ? AND changed.prediction <= ? ORDER BY changed.prediction LIMIT ?`,
    )
    .raw()

  return {
    first: (after) => selectFirst.get(after) ?? null,
    last: () => selectLast.get() ?? 0,
    rows: (after, to) => selectRows.all(after, to).map(([id, ...columns]) => ({ id, columns })),
    notes: (after, to, limit) =>
      selectNotes.all(after, to, limit).map(([id, times, before, row, ...columns]) => ({
        id,
        times,
        before: JSON.parse(before) as MeasuredColumns,
        now: row === null ? null : columns,
      })),
  }
}
