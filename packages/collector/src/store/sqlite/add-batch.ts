// One batch into the tables: what is new, what takes the place of an older reading, what is withdrawn, what was said.
// Opinions and the marks of waiting follow from what is stored, whichever side came first.

import type Database from 'better-sqlite3'
import type { Clock } from '../../clock.ts'
import type { Batch, BatchReceipt } from '../rows.ts'
import type { PredictionRow } from '../stored.ts'
import { prepareAddFeedback } from './add-feedback.ts'
import { createChangeNotes } from './aggregates/note-changed.ts'
import { createEras } from './content/eras.ts'
import { createFeedbackReader, oncePerId, prepareMarkWaiting, type StoredFeedback } from './feedback.ts'
import { createOpinionWriter, type FeedbackRules } from './opinions.ts'
import { type Aims, aimsOf, prepareReadAims } from './predictions/aims.ts'
import { prepareFindSpokenOf } from './predictions/find-predictions.ts'
import { createPredictionWriter } from './predictions/write-predictions.ts'
import type { RunsOfTables } from './runs.ts'
import { prepareInsertTraceRow } from './trace-rows.ts'

interface AddOptions {
  client: Database.Database
  rules: FeedbackRules
  runs: RunsOfTables
  clock: Clock
}

export function prepareAddBatch({ client, rules, runs, clock }: AddOptions): (batch: Batch) => BatchReceipt {
  const eras = createEras(client, clock)
  const predictions = createPredictionWriter(client, runs.prediction, eras)
  const insertTraceRow = prepareInsertTraceRow(client, runs.trace_row, eras)
  const markWaiting = prepareMarkWaiting(client)
  const feedback = createFeedbackReader(client)
  const changes = createChangeNotes(client)
  const opinions = createOpinionWriter(client, rules, changes)
  const findSpokenOf = prepareFindSpokenOf(client)
  const readAims = prepareReadAims(client)
  const addFeedback = prepareAddFeedback({ client, feedback, opinions, findSpokenOf })

  function join(rowId: number, aims: Aims): void {
    const said = feedback.on(aims)
    // Most predictions come before anyone has spoken of them.
    if (said.length === 0) return
    if (said.some(({ isWaiting }) => isWaiting)) feedback.markKnown(aims)
    opinions.write(rowId, oncePerId(said))
  }

  function add(row: PredictionRow): void {
    const rowId = predictions.insert(row)
    if (rowId !== null) join(rowId, aimsOf(row))
  }

  function revise(row: PredictionRow): void {
    const rowId = predictions.find(row)
    if (rowId === null) return add(row)
    const before = feedback.on(readAims(rowId))
    changes.note(rowId)
    predictions.replace(rowId, row)
    opinions.remove(rowId)
    join(rowId, aimsOf(row))
    lookAgain(before)
  }

  function withdraw(row: PredictionRow): void {
    const rowId = predictions.find(row)
    if (rowId === null) return
    const before = feedback.on(readAims(rowId))
    opinions.remove(rowId)
    predictions.remove(rowId)
    lookAgain(before)
  }

  /** What spoke of a prediction that is no longer there, or is no longer the same, may have to wait again. */
  function lookAgain(before: readonly StoredFeedback[]): void {
    for (const { sequence, said } of before) markWaiting(sequence, findSpokenOf(said, 1).length === 0)
  }

  const addWhole = client.transaction((batch: Batch): BatchReceipt => {
    eras.refresh()
    predictions.refresh()
    for (const each of Object.values(runs)) each.refresh()
    feedback.refresh()
    changes.refresh()
    for (const row of batch.predictions) add(row)
    for (const row of batch.revised) revise(row)
    for (const row of batch.withdrawn) withdraw(row)
    predictions.flush()
    for (const row of batch.traceRows) insertTraceRow(row)
    return batch.feedback.length === 0 ? { isWaiting: [], isNew: [] } : addFeedback(batch.feedback)
  })

  return (batch) => {
    try {
      const receipt = addWhole.immediate(batch)
      predictions.settle()
      return receipt
    } catch (error) {
      // Ids that were given to what is not stored would lead nowhere, or later to something else.
      predictions.forget()
      for (const each of Object.values(runs)) each.forget()
      throw error
    }
  }
}
