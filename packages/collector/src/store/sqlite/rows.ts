// The rows half of the port on SQLite.

import type { Feedback, Opinion, Prediction } from '@trimtab/contract'
import { eq } from 'drizzle-orm'
import type { Batch, BatchReceipt, Rows } from '../rows.ts'
import type { Connection } from './connection.ts'
import { prepareFeedbackOn, prepareInsertFeedback, predictionsSpokenOf, targetKey } from './feedback.ts'
import { readOverview } from './overview.ts'
import {
  findPrediction,
  findPredictions,
  pageOfPredictions,
  prepareInsertPrediction,
  type StoredPrediction,
} from './predictions.ts'
import { opinion } from './schema.ts'

export interface FeedbackRules {
  /** Many feedbacks to the one opinion that counts now. */
  opinionOf: (feedback: readonly Feedback[]) => Opinion
  byNewest: (left: Feedback, right: Feedback) => number
}

export function createSqliteRows(db: Connection, rules: FeedbackRules): Rows {
  // Prepared once: building a statement anew for every row takes most of the time of a batch.
  const insertPrediction = prepareInsertPrediction(db)
  const insertFeedback = prepareInsertFeedback(db)
  const feedbackOn = prepareFeedbackOn(db)

  const withFeedback = ({ facts }: StoredPrediction): Prediction => {
    const feedback = feedbackOn(facts).toSorted(rules.byNewest)
    return { ...facts, feedback, opinion: rules.opinionOf(feedback) }
  }

  function addBatch(batch: Batch): BatchReceipt {
    const touched = new Map<number, StoredPrediction>()
    for (const row of batch.predictions) {
      const rowId = insertPrediction(row)
      if (rowId !== null) touched.set(rowId, { rowId, facts: row.facts })
    }
    const spokenOf = new Map<string, StoredPrediction[]>()
    let waiting = 0
    for (const said of batch.feedback) {
      const target = targetKey(said)
      const known = spokenOf.get(target) ?? findPredictions(db, predictionsSpokenOf(said))
      spokenOf.set(target, known)
      if (known.length === 0) waiting += 1
      if (insertFeedback(said)) for (const stored of known) touched.set(stored.rowId, stored)
    }
    for (const stored of touched.values()) writeOpinion(stored)
    return { waiting }
  }

  function writeOpinion({ rowId, facts }: StoredPrediction): void {
    const feedback = feedbackOn(facts)
    if (feedback.length === 0) return
    const { thumbs, score, correction, sources } = rules.opinionOf(feedback)
    if (sources === 0) {
      db.delete(opinion).where(eq(opinion.prediction, rowId)).run()
      return
    }
    const row = {
      prediction: rowId,
      thumbs,
      isRated: thumbs === null && score === null ? 0 : 1,
      isCorrected: correction === null ? 0 : 1,
    }
    db.insert(opinion).values(row).onConflictDoUpdate({ target: opinion.prediction, set: row }).run()
  }

  return {
    add: async (batch) => db.transaction(() => addBatch(batch), { behavior: 'immediate' }),

    prediction: async (id) => {
      const stored = findPrediction(db, id)
      return stored === null ? null : withFeedback(stored)
    },

    predictions: async (query) => {
      const page = pageOfPredictions(db, query)
      return page === null ? null : { predictions: page.predictions.map(withFeedback), nextCursor: page.nextCursor }
    },

    overview: async () => readOverview(db),
  }
}
