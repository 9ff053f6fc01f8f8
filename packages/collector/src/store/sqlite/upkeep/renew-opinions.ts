// Opinions that were written before judges, users and reviewers had columns of their own are made anew, once: of the
// predictions that were there when the columns came, which `progress` names. Each is noted before it changes, so the fold
// takes it back as it was counted.

import type Database from 'better-sqlite3'
import { createChangeNotes } from '../aggregates/note-changed.ts'
import { createFeedbackReader, oncePerId } from '../feedback.ts'
import { createOpinionWriter, type FeedbackRules } from '../opinions.ts'
import { prepareReadAims } from '../predictions/aims.ts'
import { withRest } from './rest.ts'

/** In one transaction: a few milliseconds. */
const ROWS_AT_ONCE = 50

/** Some of them; false where none is left, which costs nothing to ask. */
export function prepareRenewOpinions(client: Database.Database, rules: FeedbackRules): () => Promise<boolean> {
  const selectProgress = client.prepare<[], { done: number; claimed: number }>(
    "SELECT done, claimed FROM progress WHERE name = 'opinions'",
  )
  const move = client.prepare<[number]>("UPDATE progress SET done = ? WHERE name = 'opinions'")
  const selectNext = client
    .prepare<[number, number], number>(
      `SELECT prediction FROM opinion WHERE prediction > ? AND prediction <= ? ORDER BY prediction LIMIT ${ROWS_AT_ONCE}`,
    )
    .pluck()
  const feedback = createFeedbackReader(client)
  const changes = createChangeNotes(client)
  const opinions = createOpinionWriter(client, rules, changes)
  const readAims = prepareReadAims(client)

  const renewSome = client.transaction((): boolean => {
    const { done, claimed } = selectProgress.get() ?? { done: 0, claimed: 0 }
    if (done >= claimed) return false
    feedback.refresh()
    changes.refresh()
    const rowIds = selectNext.all(done, claimed)
    for (const rowId of rowIds) opinions.write(rowId, oncePerId(feedback.on(readAims(rowId))))
    const last = rowIds.length < ROWS_AT_ONCE ? claimed : (rowIds.at(-1) ?? claimed)
    move.run(last)
    return last < claimed
  })

  // Nothing is ever added to what is to be done.
  let isDone = false
  return async () => {
    if (isDone) return false
    isDone = !(await withRest(() => renewSome.immediate()))
    return !isDone
  }
}
