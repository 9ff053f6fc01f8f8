// The rows half of the port on SQLite.

import type { Feedback, Opinion, Prediction } from '@trimtab/contract'
import { eq } from 'drizzle-orm'
import type { Batch, BatchReceipt, Rows } from '../rows.ts'
import type { Connection } from './connection.ts'
import { feedbackOn, insertFeedback, predictionsSpokenOf } from './feedback.ts'
import { readOverview } from './overview.ts'
import {
  findPrediction,
  findPredictions,
  insertPrediction,
  pageOfPredictions,
  type StoredPrediction,
} from './predictions.ts'
import { opinion } from './schema.ts'

export interface FeedbackRules {
  /** Many feedbacks to the one opinion that counts now. */
  opinionOf: (feedback: readonly Feedback[]) => Opinion
  byNewest: (left: Feedback, right: Feedback) => number
}

export function createSqliteRows(db: Connection, rules: FeedbackRules): Rows {
  const withFeedback = ({ facts }: StoredPrediction): Prediction => {
    const feedback = feedbackOn(db, facts).toSorted(rules.byNewest)
    return { ...facts, feedback, opinion: rules.opinionOf(feedback) }
  }

  return {
    add: async (batch) => db.transaction(() => addBatch(db, rules, batch), { behavior: 'immediate' }),

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

function addBatch(db: Connection, rules: FeedbackRules, batch: Batch): BatchReceipt {
  const touched = new Map<number, StoredPrediction>()
  for (const row of batch.predictions) {
    const rowId = insertPrediction(db, row)
    if (rowId !== null) touched.set(rowId, { rowId, facts: row.facts })
  }
  let waiting = 0
  for (const said of batch.feedback) {
    const isNew = insertFeedback(db, said)
    const spokenOf = findPredictions(db, predictionsSpokenOf(said))
    if (spokenOf.length === 0) waiting += 1
    if (isNew) for (const stored of spokenOf) touched.set(stored.rowId, stored)
  }
  for (const stored of touched.values()) writeOpinion(db, rules, stored)
  return { waiting }
}

function writeOpinion(db: Connection, rules: FeedbackRules, { rowId, facts }: StoredPrediction): void {
  const { thumbs, score, correction, sources } = rules.opinionOf(feedbackOn(db, facts))
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
