// What was said under exactly one target, whether or not anything is stored that it means: read with one look-up.

import type Database from 'better-sqlite3'
import type { Feedback } from '@trimtab/contract'
import type { RowsReading } from '../rows-reading.ts'
import { FEEDBACK_COLUMNS, type FeedbackRow, readFeedback } from './feedback-body.ts'
import { FEEDBACK_ON_TARGET_MAX, type Target, TARGETS } from './feedback.ts'
import { toText } from './stored-text.ts'

export function prepareSaidOf(client: Database.Database): RowsReading['saidOf'] {
  const select = client.prepare<[Target, string], FeedbackRow>(
    `SELECT ${FEEDBACK_COLUMNS} FROM feedback WHERE target_kind = ? AND target = ?
     ORDER BY sequence DESC LIMIT ${FEEDBACK_ON_TARGET_MAX}`,
  )
  return async (target) =>
    TARGETS.flatMap((kind): Feedback[] => {
      const value = target[kind]
      return value === undefined || value === null ? [] : select.all(kind, toText(value)).map(readFeedback)
    })
}
