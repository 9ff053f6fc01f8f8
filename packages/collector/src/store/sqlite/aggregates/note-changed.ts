// Notes of what was counted what it was before it changes. Whoever changes or removes a stored prediction, or what is
// thought of it, calls this first, in the same transaction; of what nobody has counted yet nothing is noted.

import type Database from 'better-sqlite3'
import { MEASURED_COLUMNS, MEASURED_JOIN } from './measured.ts'

export interface ChangeNotes {
  /** At the start of every transaction: how far somebody may have counted. */
  refresh: () => void
  note: (rowId: number) => void
  /** The same for many, given as a JSON list. */
  noteAll: (rowIds: string) => void
}

export function createChangeNotes(client: Database.Database): ChangeNotes {
  const selectClaimed = client.prepare<[], number>("SELECT claimed FROM progress WHERE name = 'fold'").pluck()
  // Only the first before counts: the later ones were never counted.
  const insertOf = (rows: string) =>
    client.prepare<[number | string, number]>(
      `INSERT INTO changed (prediction, before, times)
       SELECT prediction.id, json_array(${MEASURED_COLUMNS}), 1
       FROM ${rows} ${MEASURED_JOIN}
       WHERE prediction.id <= ?
       ON CONFLICT (prediction) DO UPDATE SET times = times + 1`,
    )
  const insert = insertOf('(SELECT ? AS id) AS each CROSS JOIN prediction ON prediction.id = each.id')
  const insertAll = insertOf('json_each(?) AS each CROSS JOIN prediction ON prediction.id = each.value')
  let claimed = 0

  return {
    refresh: () => {
      claimed = selectClaimed.get() ?? 0
    },
    note: (rowId) => {
      if (rowId <= claimed) insert.run(rowId, claimed)
    },
    noteAll: (rowIds) => {
      if (claimed > 0) insertAll.run(rowIds, claimed)
    },
  }
}

/** Ready to note many before they are removed, inside the transaction that removes them: they are then taken back. */
export function prepareNoteChanged(client: Database.Database): (rowIds: readonly number[]) => void {
  const notes = createChangeNotes(client)
  return (rowIds) => {
    notes.refresh()
    notes.noteAll(JSON.stringify(rowIds))
  }
}
