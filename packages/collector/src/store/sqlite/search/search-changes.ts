// Keeps the search index true to rows that change or go after they were indexed, or while they are. The writer leaves a
// note and nothing else, since it has no time to read texts.

import type Database from 'better-sqlite3'
import { prepareRemoveIndexed } from './fill-search.ts'
import { TURNS_BEFORE_MAX } from './read-documents.ts'

export interface SearchChanges {
  /** Inside the transaction that changes the row, and before it does. */
  replaced: (rowId: number) => void
  /** Inside the transaction that removes the row, and before it does. */
  removed: (rowId: number) => void
  /** The same where the one after it in its session goes in the same transaction, and sees to those that stay. */
  removedWithNext: (rowId: number) => void
}

export function prepareSearchChanges(client: Database.Database): SearchChanges {
  const note = prepareNote(client)
  const removeNote = client.prepare<[number]>('DELETE FROM search_again WHERE prediction = ?')
  const removeIndexed = prepareRemoveIndexed(client)
  function removedWithNext(rowId: number): void {
    removeNote.run(rowId)
    removeIndexed(rowId)
  }
  return {
    replaced: note,
    removed: (rowId) => {
      note(rowId)
      removedWithNext(rowId)
    },
    removedWithNext,
  }
}

/** The row and those after it in its session, which are searched without what it has. */
function prepareNote(client: Database.Database): (rowId: number) => void {
  const after = (isAfter: string) =>
    `SELECT * FROM (SELECT after.id FROM prediction AS this CROSS JOIN prediction AS after INDEXED BY prediction_session
       ON after.session = this.session AND ${isAfter}
     WHERE this.id = @rowId ORDER BY after.started, after.id LIMIT ${TURNS_BEFORE_MAX})`
  const insert = client.prepare<{ rowId: number }>(
    `INSERT INTO search_again (prediction, times)
     SELECT id, 1 FROM (
       SELECT @rowId AS id
       UNION ALL ${after('after.started = this.started AND after.id > this.id')}
       UNION ALL ${after('after.started > this.started')})
     WHERE id <= (SELECT claimed FROM progress WHERE name = 'search')
     ON CONFLICT (prediction) DO UPDATE SET times = times + 1`,
  )
  return (rowId) => void insert.run({ rowId })
}
