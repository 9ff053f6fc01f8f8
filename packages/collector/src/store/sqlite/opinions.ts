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
  remove: (rowId: number) => void
}

export function createOpinionWriter(client: Database.Database, rules: FeedbackRules): OpinionWriter {
  const remove = client.prepare<[number]>('DELETE FROM opinion WHERE prediction = ?')
  const upsert = client.prepare<[number, string | null, number, number]>(
    'INSERT OR REPLACE INTO opinion (prediction, thumbs, is_rated, is_corrected) VALUES (?, ?, ?, ?)',
  )
  return {
    write: (rowId, feedback) => {
      const { thumbs, score, correction, sources } = rules.opinionOf(feedback)
      if (sources === 0) remove.run(rowId)
      else upsert.run(rowId, thumbs, Number(thumbs !== null || score !== null), Number(correction !== null))
    },
    remove: (rowId) => void remove.run(rowId),
  }
}
