// Which rows are meant: by id, by trace, or by what feedback points at. Without a time every day that holds rows is
// looked at, newest first, at about a microsecond each.

import type { Buffer } from 'node:buffer'
import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { prepareFindName } from '../dictionary.ts'
import { targetOf } from '../feedback.ts'
import { bytesOf, hashText, isTraceId, splitPredictionId } from '../identity.ts'
import { toText } from '../stored-text.ts'

/** Steps from one day that holds rows to the next older one, each a seek in the index, so nobody has to keep a list. */
const DAYS = `WITH RECURSIVE days (day) AS (
  SELECT max(day) FROM prediction
  UNION ALL
  SELECT (SELECT max(prediction.day) FROM prediction WHERE prediction.day < days.day) FROM days WHERE day IS NOT NULL
)`

export function prepareFindById(client: Database.Database): (id: string) => number | null {
  const select = client.prepare<[Buffer, Buffer], { id: number }>(
    `${DAYS} SELECT prediction.id FROM days CROSS JOIN prediction
     WHERE prediction.day = days.day AND trace = ? AND span = ? LIMIT 1`,
  )
  return (id) => {
    const parts = splitPredictionId(id)
    return parts === null ? null : (select.get(bytesOf(parts.traceId), bytesOf(parts.spanId))?.id ?? null)
  }
}

/** The row ids of all predictions that a feedback speaks of. */
export function prepareFindSpokenOf(client: Database.Database): (said: Feedback) => number[] {
  const findById = prepareFindById(client)
  const findSession = prepareFindName(client, 'session')
  const findTask = prepareFindName(client, 'task')
  const answering = client.prepare<[Buffer], { id: number; answersTo: string }>(
    `${DAYS} SELECT prediction.id, answers_to AS answersTo FROM days CROSS JOIN prediction
     WHERE prediction.day = days.day AND trace = ? AND answers_to IS NOT NULL`,
  )
  const ofTask = `(@task IS NULL OR prediction.task = @task)`
  const byHash = (text: string, hash: string) =>
    client.prepare<{ hash: number; task: number | null; text: string }, { id: number }>(
      `${DAYS} SELECT prediction.id FROM days CROSS JOIN prediction
       WHERE prediction.day = days.day AND ${hash} = @hash AND ${text} = @text AND ${ofTask}`,
    )
  const byKey = byHash('key', 'key_hash')
  const byResponse = byHash('response_id', 'response_hash')
  const bySession = client.prepare<{ session: number; task: number | null }, { id: number }>(
    `SELECT id FROM prediction WHERE session = @session AND ${ofTask}`,
  )

  function findByPrediction(target: string): number[] {
    const parts = splitPredictionId(target)
    const traceId = parts?.traceId ?? target
    if (!isTraceId(traceId)) return []
    const means = parts?.spanId ?? '*'
    const others = answering
      .all(bytesOf(traceId))
      .filter(({ answersTo }) => (JSON.parse(answersTo) as string[]).includes(means))
    const own = parts === null ? null : findById(target)
    return [...new Set([...(own === null ? [] : [own]), ...others.map(({ id }) => id)])]
  }

  return (said) => {
    const { kind, value } = targetOf(said)
    if (kind === 'prediction') return findByPrediction(value)
    const task = said.task === null ? null : findTask(said.task)
    if (said.task !== null && task === null) return []
    if (kind === 'session') {
      const session = findSession(value)
      return session === null ? [] : bySession.all({ session, task }).map(({ id }) => id)
    }
    const select = kind === 'key' ? byKey : byResponse
    return select.all({ hash: hashText(value), task, text: toText(value) }).map(({ id }) => id)
  }
}
