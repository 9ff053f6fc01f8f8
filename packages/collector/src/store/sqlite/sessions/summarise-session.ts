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

export interface SummedSession {
  /** Null where nothing is left of it. */
  summary: SessionSummary | null
  /** Ids of all tasks of the predictions that were looked at. */
  tasks: number[]
  /** How many predictions were looked at. */
  rows: number
}

export function prepareSummariseSession(client: Database.Database): (session: Named) => SummedSession {
  const sum = client.prepare<{ session: number }, SumRow>(
    `SELECT count(*) AS predictions, json_group_array(DISTINCT task) AS tasks,
       json_group_array(DISTINCT person) FILTER (WHERE person IS NOT NULL) AS people,
       total(status = ${statusNumber('error')}) AS errors,
       total(thumbs = 'up') AS thumbsUp, total(thumbs = 'down') AS thumbsDown,
       total(input_tokens) AS inputTokens, total(output_tokens) AS outputTokens,
       total(ifnull(cost_usd, estimated_usd)) AS costUsd,
       (SELECT min(started) / 1000000 FROM prediction INDEXED BY prediction_session WHERE session = @session) AS firstMs,
       max(started) / 1000000 AS lastMs
     FROM (
       SELECT id, task, person, status, started, input_tokens, output_tokens, cost_usd, estimated_usd
       FROM prediction INDEXED BY prediction_session WHERE session = @session ORDER BY started DESC, id DESC LIMIT ${SESSION_ROWS_MAX}
     ) AS newest LEFT JOIN opinion ON opinion.prediction = newest.id`,
  )
  const count = client
    .prepare<[number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM prediction INDEXED BY prediction_session WHERE session = ? LIMIT ${SESSION_ROWS_MAX + 1})`,
    )
    .pluck()
  const [taskName, personName] = ['task', 'person'].map((table) =>
    client.prepare<[number], string>(`SELECT name FROM ${table} WHERE id = ?`).pluck(),
  ) as [Database.Statement<[number], string>, Database.Statement<[number], string>]

  return ({ id, name }) => {
    const { tasks: taskIds, people, firstMs, lastMs, ...sums } = sum.get({ session: id }) as SumRow
    const tasks = JSON.parse(taskIds) as number[]
    if (firstMs === null || lastMs === null) return { summary: null, tasks, rows: 0 }
    const summary: SessionSummary = {
      session: fromText(name),
      ...sums,
      isCut: sums.predictions === SESSION_ROWS_MAX && (count.get(id) ?? 0) > SESSION_ROWS_MAX,
      tasks: namesOf(taskName, tasks),
      users: namesOf(personName, JSON.parse(people) as number[]),
      firstAt: new Date(firstMs).toISOString(),
      lastAt: new Date(lastMs).toISOString(),
    }
    return { summary, tasks, rows: sums.predictions }
  }
}

function namesOf(select: Database.Statement<[number], string>, ids: readonly number[]): string[] {
  return ids
    .flatMap((id) => select.get(id) ?? [])
    .map(fromText)
    .toSorted()
    .slice(0, SESSION_NAMES_MAX)
}
