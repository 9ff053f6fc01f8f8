// What a person said of the predictions of others, found by who acted and taken out of what is thought of each.

import type Database from 'better-sqlite3'
import { createChangeNotes } from '../aggregates/note-changed.ts'
import { createFeedbackReader, oncePerId } from '../feedback.ts'
import { FEEDBACK_COLUMNS, type FeedbackRow, readFeedback } from '../feedback-body.ts'
import { createOpinionWriter } from '../opinions.ts'
import { prepareReadAims } from '../predictions/aims.ts'
import { prepareFindSpokenOf } from '../predictions/find-predictions.ts'
import type { StoreRules } from '../rules.ts'

/** Looked through at once. */
const SEQUENCES_AT_ONCE = 10_000
/** Thought anew of, in one transaction. */
const ROWS_AT_ONCE = 100

export interface ForgetSaid {
  /** Which feedback is of this person. */
  find: (user: string) => number[]
  /** How many went. */
  remove: (sequence: number) => number
}

export function createForgetSaid(client: Database.Database, rules: StoreRules): ForgetSaid {
  const selectLast = client.prepare<[], number | null>('SELECT max(sequence) FROM feedback').pluck()
  const selectLike = client.prepare<[number, number, string], FeedbackRow & { sequence: number }>(
    `SELECT sequence, ${FEEDBACK_COLUMNS} FROM feedback WHERE sequence > ? AND sequence <= ? AND instr(body, ?) > 0`,
  )
  const select = client.prepare<[number], FeedbackRow>(`SELECT ${FEEDBACK_COLUMNS} FROM feedback WHERE sequence = ?`)
  const remove = client.prepare<[number]>('DELETE FROM feedback WHERE sequence = ?')
  const feedback = createFeedbackReader(client)
  const changes = createChangeNotes(client)
  const opinions = createOpinionWriter(client, rules, changes)
  const readAims = prepareReadAims(client)
  const findSpokenOf = prepareFindSpokenOf(client)

  /** As if it had not been said, of some; it goes with the last of them. */
  const thinkAnew = client.transaction((sequence: number, rowIds: readonly number[], isLast: boolean): number => {
    feedback.refresh()
    changes.refresh()
    for (const rowId of rowIds) {
      const said = feedback.on(readAims(rowId)).filter((each) => each.sequence !== sequence)
      opinions.write(rowId, oncePerId(said))
    }
    return isLast ? remove.run(sequence).changes : 0
  })

  return {
    find: (user) => {
      const last = selectLast.get() ?? 0
      const found: number[] = []
      for (let after = 0; after < last; after += SEQUENCES_AT_ONCE) {
        const rows = selectLike.all(after, after + SEQUENCES_AT_ONCE, JSON.stringify(user))
        for (const row of rows) if (readFeedback(row).actor === user) found.push(row.sequence)
      }
      return found
    },

    remove: (sequence) => {
      const row = select.get(sequence)
      if (row === undefined) return 0
      const rowIds = findSpokenOf(readFeedback(row)).map(({ id }) => id)
      let removed = 0
      for (let at = 0; at === 0 || at < rowIds.length; at += ROWS_AT_ONCE) {
        const isLast = at + ROWS_AT_ONCE >= rowIds.length
        removed += thinkAnew.immediate(sequence, rowIds.slice(at, at + ROWS_AT_ONCE), isLast)
      }
      return removed
    },
  }
}
