// The rows half of the port on SQLite, put together from what reads and what writes.

import type { Prediction } from '@trimtab/contract'
import type { PredictionRow, Rows } from '../rows.ts'
import { prepareAddBatch } from './add-batch.ts'
import type { Connection } from './connection.ts'
import { createFeedbackReader, oncePerId } from './feedback.ts'
import type { FeedbackRules } from './opinions.ts'
import { readOverview } from './overview.ts'
import { aimsOf } from './predictions/aims.ts'
import { prepareFindById } from './predictions/find-predictions.ts'
import { findPage } from './predictions/page.ts'
import { prepareReadPredictions } from './predictions/read-predictions.ts'
import { createRunsOfTables, type RunsOfTables } from './runs.ts'
import { prepareReadTraces } from './trace-rows.ts'

type Reading = Omit<Rows, 'add'>

export function createSqliteReading(db: Connection, rules: FeedbackRules, runs: RunsOfTables | null = null): Reading {
  const client = db.$client
  const findById = prepareFindById(client)
  const openPredictions = prepareReadPredictions(client)
  const feedback = createFeedbackReader(client)
  const readTraces = prepareReadTraces(client, runs)

  const withFeedback = (stored: PredictionRow): Prediction => {
    const said = oncePerId(feedback.on(aimsOf(stored))).toSorted(rules.byNewest)
    return { ...stored.facts, feedback: said, opinion: rules.opinionOf(said) }
  }

  return {
    traces: async (references) => readTraces(references),

    prediction: async (id) => {
      const rowId = findById(id)
      const [stored] = rowId === null ? [] : openPredictions()([rowId])
      feedback.refresh()
      return stored === undefined ? null : withFeedback(stored)
    },

    predictions: async (query) => {
      const page = findPage(db, query)
      if (page === null) return null
      feedback.refresh()
      return { predictions: openPredictions()(page.rowIds).map(withFeedback), nextCursor: page.nextCursor }
    },

    overview: async () => readOverview(db),
  }
}

export function createSqliteRows(db: Connection, rules: FeedbackRules): Rows {
  const runs = createRunsOfTables(db.$client)
  const addBatch = prepareAddBatch({ client: db.$client, rules, runs })
  return { ...createSqliteReading(db, rules, runs), add: async (batch) => addBatch(batch) }
}
