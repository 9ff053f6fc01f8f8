// What is thought of each prediction now, beside it: derived from its feedback, and rewritten whenever either side changes.

import type { Feedback, Opinion } from '@trimtab/contract'
import type Database from 'better-sqlite3'

export interface FeedbackRules {
  /** Many feedbacks to the one opinion that counts now. */
  opinionOf: (feedback: readonly Feedback[]) => Opinion
  byNewest: (left: Feedback, right: Feedback) => number
}

export interface OpinionWriter {
  write: (rowId: number, feedback: readonly Feedback[]) => void
  /** The same for many, given as a JSON list. */
  writeAll: (rowIds: string, feedback: readonly Feedback[]) => void
  remove: (rowId: number) => void
}

export function createOpinionWriter(client: Database.Database, rules: FeedbackRules): OpinionWriter {
  const remove = client.prepare<[number]>('DELETE FROM opinion WHERE prediction = ?')
  const upsert = client.prepare<[number, string | null, number, number]>(
    'INSERT OR REPLACE INTO opinion (prediction, thumbs, is_rated, is_corrected) VALUES (?, ?, ?, ?)',
  )
  const removeAll = client.prepare<[string]>('DELETE FROM opinion WHERE prediction IN (SELECT value FROM json_each(?))')
  const upsertAll = client.prepare<[string | null, number, number, string]>(
    `INSERT OR REPLACE INTO opinion (prediction, thumbs, is_rated, is_corrected)
     SELECT value, ?, ?, ? FROM json_each(?)`,
  )

  /** Null where nobody thinks anything of it any more. */
  function columnsOf(
    feedback: readonly Feedback[],
  ): [thumbs: string | null, isRated: number, isCorrected: number] | null {
    const { thumbs, score, correction, sources } = rules.opinionOf(feedback)
    return sources === 0 ? null : [thumbs, Number(thumbs !== null || score !== null), Number(correction !== null)]
  }

  return {
    write: (rowId, feedback) => {
      const columns = columnsOf(feedback)
      if (columns === null) remove.run(rowId)
      else upsert.run(rowId, ...columns)
    },
    writeAll: (rowIds, feedback) => {
      const columns = columnsOf(feedback)
      if (columns === null) removeAll.run(rowIds)
      else upsertAll.run(...columns, rowIds)
    },
    remove: (rowId) => void remove.run(rowId),
  }
}
