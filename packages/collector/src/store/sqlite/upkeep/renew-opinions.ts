// Opinions that were written before judges, users and reviewers had columns of their own are made anew, once: of the
// predictions that were there when the columns came, which `progress` names. Each is noted before it changes, so the fold
// takes it back as it was counted. What was said is read before the lock is taken, which is most of the work.

import { setImmediate as yieldOnce } from 'node:timers/promises'
import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { createChangeNotes } from '../aggregates/note-changed.ts'
import { createFeedbackReader, oncePerId } from '../feedback.ts'
import { createOpinionWriter, type FeedbackRules } from '../opinions.ts'
import { prepareReadAims } from '../predictions/aims.ts'
import { withRest } from './rest.ts'

const ROWS_AT_ONCE = 500
/** They are read, and written in one transaction, for about so long each: of some so much was said that they are fewer. */
const READ_MS = 15
const WRITE_MS = 10

interface Found {
  /** Of the database, by which it is known whether anything was written since. */
  version: string
  rows: { rowId: number; feedback: Feedback[] }[]
  /** How far it is done with these. */
  done: number
}

/** Some of them; false where none is left, which costs nothing to ask. */
export function prepareRenewOpinions(client: Database.Database, rules: FeedbackRules): () => Promise<boolean> {
  const selectProgress = client.prepare<[], { done: number; claimed: number }>(
    "SELECT done, claimed FROM progress WHERE name = 'opinions'",
  )
  const move = client.prepare<[number]>("UPDATE progress SET done = ? WHERE name = 'opinions'")
  // By other connections, and by this one.
  const selectVersion = client.prepare<[], number>('PRAGMA data_version').pluck()
  const selectChanges = client.prepare<[], number>('SELECT total_changes()').pluck()
  const selectNext = client
    .prepare<[number, number], number>(
      `SELECT prediction FROM opinion WHERE prediction > ? AND prediction <= ? ORDER BY prediction LIMIT ${ROWS_AT_ONCE}`,
    )
    .pluck()
  const feedback = createFeedbackReader(client)
  const changes = createChangeNotes(client)
  const opinions = createOpinionWriter(client, rules, changes)
  const readAims = prepareReadAims(client)

  const versionNow = () => `${selectVersion.get()} ${selectChanges.get()}`

  function find(budgetMs: number): Found {
    const end = performance.now() + budgetMs
    const { done, claimed } = selectProgress.get() ?? { done: 0, claimed: 0 }
    const found: Found = { version: versionNow(), rows: [], done: claimed }
    if (done >= claimed) return found
    feedback.refresh()
    const rowIds = selectNext.all(done, claimed)
    for (const rowId of rowIds) {
      found.rows.push({ rowId, feedback: oncePerId(feedback.on(readAims(rowId))) })
      if (performance.now() >= end) break
    }
    if (rowIds.length === ROWS_AT_ONCE || found.rows.length < rowIds.length)
      found.done = found.rows.at(-1)?.rowId ?? claimed
    return found
  }

  const findSome = client.transaction(find)

  /** Whoever was faster may have said something since, or renewed them. */
  const write = client.transaction((seen: Found): void => {
    const end = performance.now() + WRITE_MS
    const { rows, done } = versionNow() === seen.version ? seen : find(WRITE_MS / 2)
    changes.refresh()
    for (const [place, row] of rows.entries()) {
      opinions.write(row.rowId, row.feedback)
      if (performance.now() < end || place === rows.length - 1) continue
      move.run(row.rowId)
      return
    }
    move.run(done)
  })

  const isLeft = () => {
    const { done, claimed } = selectProgress.get() ?? { done: 0, claimed: 0 }
    return done < claimed
  }

  // Nothing is ever added to what is to be done.
  let isDone = false
  return async () => {
    if (isDone) return false
    if (isLeft()) {
      const found = findSome(READ_MS)
      await yieldOnce()
      await withRest(() => write.immediate(found))
    }
    isDone = !isLeft()
    return !isDone
  }
}
