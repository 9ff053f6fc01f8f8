// Feedback whose prediction has not arrived, the newest first: so that whoever mistyped a key can see it.

import type Database from 'better-sqlite3'
import type { RowsReading } from '../rows-reading.ts'
import { FEEDBACK_COLUMNS, type FeedbackRow, readFeedback } from './feedback-body.ts'
import { createListCursors } from './sessions/list-cursor.ts'

const ASKED = ['waiting']

export function prepareWaitingFeedback(client: Database.Database): RowsReading['waitingFeedback'] {
  const cursors = createListCursors(client)
  const select = client.prepare<[number, number], FeedbackRow & { sequence: number }>(
    `SELECT sequence, ${FEEDBACK_COLUMNS} FROM feedback WHERE is_waiting = 1 AND sequence < ?
     ORDER BY sequence DESC LIMIT ?`,
  )
  return async ({ cursor, limit }) => {
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : cursors.read(ASKED, cursor)
    if (before === null) return null
    const rows = select.all(before, limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      feedback: shown.map(({ sequence: _sequence, ...row }) => readFeedback(row)),
      nextCursor: rows.length > limit && last !== undefined ? cursors.write(ASKED, last.sequence) : null,
    }
  }
}
