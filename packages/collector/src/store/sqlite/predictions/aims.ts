// What feedback can reach a prediction by.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import type { PredictionRow } from '../../stored.ts'
import { idOf } from '../identity.ts'
import { fromText, fromTextOrNull } from '../stored-text.ts'

export interface Aims {
  /** Ids that mean it: its own, and `traceId-spanId` or a trace id for each that it answers to. */
  ids: string[]
  key: string | null
  responseId: string | null
  session: string | null
  task: string
}

export function aimsOf({ facts, answersTo = [] }: PredictionRow): Aims {
  const { traceId, key, responseId, session, task } = facts
  return { ids: idsMeaning(facts.id, traceId, answersTo), key, responseId, session, task }
}

interface AimsRow {
  trace: Buffer
  span: Buffer
  answersTo: string | null
  key: string | null
  responseId: string | null
  session: string | null
  task: string
}

/** Ready to read it from a stored prediction. */
export function prepareReadAims(client: Database.Database): (rowId: number) => Aims {
  const select = client.prepare<[number], AimsRow>(
    `SELECT trace, span, answers_to AS answersTo, key, response_id AS responseId,
       (SELECT name FROM session WHERE session.id = prediction.session) AS session,
       (SELECT name FROM task WHERE task.id = prediction.task) AS task
     FROM prediction WHERE id = ?`,
  )
  return (rowId) => {
    const row = select.get(rowId)
    if (row === undefined) throw new Error(`prediction ${rowId} is not there`)
    const traceId = idOf(row.trace)
    const answersTo = row.answersTo === null ? [] : (JSON.parse(row.answersTo) as string[])
    return {
      ids: idsMeaning(`${traceId}-${idOf(row.span)}`, traceId, answersTo),
      key: fromTextOrNull(row.key),
      responseId: fromTextOrNull(row.responseId),
      session: fromTextOrNull(row.session),
      task: fromText(row.task),
    }
  }
}

function idsMeaning(id: string, traceId: string, answersTo: readonly string[]): string[] {
  return [id, ...answersTo.map((other) => (other === '*' ? traceId : `${traceId}-${other}`))]
}
