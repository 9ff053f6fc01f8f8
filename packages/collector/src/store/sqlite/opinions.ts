// What is thought of each prediction now, beside it: derived from its feedback, and rewritten whenever either side changes.

import type { Feedback, Opinion } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { ChangeNotes } from './aggregates/note-changed.ts'

export interface FeedbackRules {
  /** Many feedbacks to the one opinion that counts now. */
  opinionOf: (feedback: readonly Feedback[]) => Opinion
  byNewest: (left: Feedback, right: Feedback) => number
}

type Columns = [thumbs: string | null, score: number | null, isRated: number, isCorrected: number]

export interface OpinionWriter {
  write: (rowId: number, feedback: readonly Feedback[]) => void
  /** The same for many, given as a JSON list. */
  writeAll: (rowIds: string, feedback: readonly Feedback[]) => void
  remove: (rowId: number) => void
}

export function createOpinionWriter(
  client: Database.Database,
  rules: FeedbackRules,
  changes: ChangeNotes,
): OpinionWriter {
  const remove = client.prepare<[number]>('DELETE FROM opinion WHERE prediction = ?')
  const upsert = client.prepare<[number, ...Columns]>(
    'INSERT OR REPLACE INTO opinion (prediction, thumbs, score, is_rated, is_corrected) VALUES (?, ?, ?, ?, ?)',
  )
  const removeAll = client.prepare<[string]>('DELETE FROM opinion WHERE prediction IN (SELECT value FROM json_each(?))')
  const upsertAll = client.prepare<[...Columns, string]>(
    `INSERT OR REPLACE INTO opinion (prediction, thumbs, score, is_rated, is_corrected)
     SELECT value, ?, ?, ?, ? FROM json_each(?)`,
  )

  /** Null where nobody thinks anything of it any more. */
  function columnsOf(feedback: readonly Feedback[]): Columns | null {
    const { thumbs, score, correction, sources } = rules.opinionOf(feedback)
    if (sources === 0) return null
    return [thumbs, score, Number(thumbs !== null || score !== null), Number(correction !== null)]
  }

  return {
    write: (rowId, feedback) => {
      changes.note(rowId)
      const columns = columnsOf(feedback)
      if (columns === null) remove.run(rowId)
      else upsert.run(rowId, ...columns)
    },
    writeAll: (rowIds, feedback) => {
      changes.noteAll(rowIds)
      const columns = columnsOf(feedback)
      if (columns === null) removeAll.run(rowIds)
      else upsertAll.run(...columns, rowIds)
    },
    remove: (rowId) => {
      changes.note(rowId)
      remove.run(rowId)
    },
  }
}
