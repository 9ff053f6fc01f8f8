// The rows half of the port on SQLite, put together from what reads and what writes.

import type { Prediction, PredictionPage } from '@trimtab/contract'
import { type Clock, systemClock } from '../../clock.ts'
import { costOf } from '../cost.ts'
import type { PredictionQuery, RowsReading } from '../rows-reading.ts'
import type { Rows } from '../rows.ts'
import type { PredictionRow } from '../stored.ts'
import { prepareAddBatch } from './add-batch.ts'
import { createFolding } from './aggregates/folding.ts'
import { createAggregateReading } from './aggregates/aggregate-reading.ts'
import type { Connection } from './connection.ts'
import { createFeedbackReader, oncePerId } from './feedback.ts'
import { prepareFindPage } from './list/find-page.ts'
import { prepareNews } from './news.ts'
import { aimsOf } from './predictions/aims.ts'
import { prepareFindById } from './predictions/find-predictions.ts'
import { prepareReadPredictions } from './predictions/read-predictions.ts'
import { prepareReadTruths } from './read-truths.ts'
import type { StoreRules } from './rules.ts'
import { createRunsOfTables, type RunsOfTables } from './runs.ts'
import { prepareSaidOf } from './said-of.ts'
import { createSessionReading } from './sessions.ts'
import { prepareReadTraces } from './trace-rows.ts'
import { prepareReport } from './upkeep/report.ts'
import { createUpkeep } from './upkeep/upkeep.ts'
import { prepareWaitingFeedback } from './waiting-feedback.ts'

export function createSqliteReading(db: Connection, rules: StoreRules, runs: RunsOfTables | null = null): RowsReading {
  const client = db.$client
  const findById = prepareFindById(client)
  const openPredictions = prepareReadPredictions(client)
  const feedback = createFeedbackReader(client)
  const findPage = prepareFindPage(client)
  const readTraces = prepareReadTraces(client, runs)

  const withFeedback = (stored: PredictionRow): Prediction => {
    const said = oncePerId(feedback.on(aimsOf(stored))).toSorted(rules.byNewest)
    return { ...stored.facts, cost: costOf(stored), feedback: said, opinion: rules.opinionOf(said) }
  }

  // What is packed together is unpacked once.
  const readSeveral = client.transaction((ids: readonly string[]): Prediction[] => {
    const rowIds = ids.map((id) => findById(id)).filter((rowId) => rowId !== null)
    feedback.refresh()
    return openPredictions()(rowIds).map(withFeedback)
  })

  // All of a page is of one moment.
  const readPage = client.transaction((query: PredictionQuery): PredictionPage | null => {
    const page = findPage(query)
    if (page === null) return null
    feedback.refresh()
    return { ...page, predictions: page.predictions.map(withFeedback) }
  })

  return {
    traces: async (references) => readTraces(references),

    prediction: async (id) => {
      const rowId = findById(id)
      const [stored] = rowId === null ? [] : openPredictions()([rowId])
      feedback.refresh()
      return stored === undefined ? null : withFeedback(stored)
    },

    predictionsOf: async (ids) => readSeveral(ids),

    predictions: async (query) => readPage(query),

    report: prepareReport({ db, file: client.name }),

    news: prepareNews(client),
    waitingFeedback: prepareWaitingFeedback(client),
    saidOf: prepareSaidOf(client),
    truths: prepareReadTruths(client, rules),

    ...createSessionReading(db),
    ...createAggregateReading(db, rules),
  }
}

export function createSqliteRows(db: Connection, rules: StoreRules, file: string, clock: Clock = systemClock): Rows {
  const runs = createRunsOfTables(db.$client)
  const addBatch = prepareAddBatch({ client: db.$client, rules, runs, clock })
  return {
    ...createSqliteReading(db, rules, runs),
    add: async (batch) => addBatch(batch),
    ...createFolding(db),
    ...createUpkeep({ db, file, rules, clock }),
  }
}
