// What the newest predictions of a session amount to, from columns alone.

import type { SessionSummary } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { SESSION_NAMES_MAX, SESSION_ROWS_MAX } from '../../session-bounds.ts'
import { statusNumber } from '../predictions/body.ts'
import { fromText } from '../stored-text.ts'
import type { Named } from './take-page.ts'

interface SumRow {
  predictions: number
  /** Ids, as JSON lists. */
  tasks: string
  people: string
  errors: number
  thumbsUp: number
  thumbsDown: number
  inputTokens: number
  outputTokens: number
  costUsd: number
  firstMs: number | null
  lastMs: number | null
}

/** Whatever statistics say, the order of time over all predictions is no way to those of one session. */
const PREDICTIONS = 'prediction INDEXED BY prediction_session'

/** Null where nothing is left of it. */
export function prepareSummariseSession(client: Database.Database): (session: Named) => SessionSummary | null {
  const sum = client.prepare<{ session: number }, SumRow>(
    `SELECT count(*) AS predictions, json_group_array(DISTINCT task) AS tasks,
       json_group_array(DISTINCT person) FILTER (WHERE person IS NOT NULL) AS people,
       total(status = ${statusNumber('error')}) AS errors,
       total(thumbs = 'up') AS thumbsUp, total(thumbs = 'down') AS thumbsDown,
       total(input_tokens) AS inputTokens, total(output_tokens) AS outputTokens,
       total(ifnull(cost_usd, estimated_usd)) AS costUsd,
       (SELECT min(started) / 1000000 FROM ${PREDICTIONS} WHERE session = @session) AS firstMs,
       max(started) / 1000000 AS lastMs
     FROM (
       SELECT id, task, person, status, started, input_tokens, output_tokens, cost_usd, estimated_usd
       FROM ${PREDICTIONS} WHERE session = @session ORDER BY started DESC, id DESC LIMIT ${SESSION_ROWS_MAX}
     ) AS newest LEFT JOIN opinion ON opinion.prediction = newest.id`,
  )
  const count = client
    .prepare<[number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM ${PREDICTIONS} WHERE session = ? LIMIT ${SESSION_ROWS_MAX + 1})`,
    )
    .pluck()
  const taskNames = prepareNames(client, 'task')
  const personNames = prepareNames(client, 'person')

  return ({ id, name }) => {
    const { tasks, people, firstMs, lastMs, ...sums } = sum.get({ session: id }) as SumRow
    if (firstMs === null || lastMs === null) return null
    return {
      session: fromText(name),
      ...sums,
      isCut: sums.predictions === SESSION_ROWS_MAX && (count.get(id) ?? 0) > SESSION_ROWS_MAX,
      tasks: taskNames(tasks),
      users: personNames(people),
      firstAt: new Date(firstMs).toISOString(),
      lastAt: new Date(lastMs).toISOString(),
    }
  }
}

function prepareNames(client: Database.Database, table: 'task' | 'person'): (ids: string) => string[] {
  const select = client.prepare<[number], string>(`SELECT name FROM ${table} WHERE id = ?`).pluck()
  return (ids) =>
    (JSON.parse(ids) as number[])
      .flatMap((id) => select.get(id) ?? [])
      .map(fromText)
      .toSorted()
      .slice(0, SESSION_NAMES_MAX)
}
