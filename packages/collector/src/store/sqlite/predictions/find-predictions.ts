// Which rows are meant: by id, by trace, or by what feedback points at. Without a time every run is looked into, newest
// first, at less than a microsecond each.

import type { Buffer } from 'node:buffer'
import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { prepareFindName } from '../dictionary.ts'
import { targetOf } from '../feedback.ts'
import type { PredictionRow } from '../../stored.ts'
import { allRuns, runsAround } from '../runs.ts'
import { bytesOf, hashText, isTraceId, splitPredictionId } from '../identity.ts'
import { toText } from '../stored-text.ts'
import { IS_NEAR, type Moments, momentsAround, timeOfPrediction } from '../times.ts'

/** The row of a (trace, span) near the time of this one: copies of one span say the same time, revisions nearly. */
export function prepareFindInTime(client: Database.Database): (row: PredictionRow) => number | null {
  const select = client.prepare<Moments & { trace: Buffer; span: Buffer }, { id: number }>(
    `SELECT prediction.id FROM ${runsAround('prediction')}
     WHERE trace = @trace AND span = @span AND ${IS_NEAR.prediction} LIMIT 1`,
  )
  return (row) => {
    const [trace, span] = [bytesOf(row.facts.traceId), bytesOf(row.facts.spanId)]
    return select.get({ trace, span, ...momentsAround(timeOfPrediction(row)) })?.id ?? null
  }
}

export function prepareFindById(client: Database.Database): (id: string) => number | null {
  const select = client.prepare<[Buffer, Buffer], { id: number }>(
    `SELECT prediction.id FROM ${allRuns('prediction')} WHERE trace = ? AND span = ? ORDER BY run.run DESC LIMIT 1`,
  )
  return (id) => {
    const parts = splitPredictionId(id)
    return parts === null ? null : (select.get(bytesOf(parts.traceId), bytesOf(parts.spanId))?.id ?? null)
  }
}

/** Of a LIMIT in SQLite. */
const ALL = -1

export interface SpokenOf {
  id: number
  task: number
}

/** All predictions that a feedback speaks of; where it is only asked whether there are any, one is enough. */
export type FindSpokenOf = (said: Feedback, limit?: number) => SpokenOf[]

export function prepareFindSpokenOf(client: Database.Database): FindSpokenOf {
  const findById = prepareFindById(client)
  const findSession = prepareFindName(client, 'session')
  const findTask = prepareFindName(client, 'task')
  const taskOf = client.prepare<[number], number>('SELECT task FROM prediction WHERE id = ?').pluck()
  const answering = client.prepare<[Buffer], SpokenOf & { answersTo: string }>(
    `SELECT prediction.id, task, answers_to AS answersTo FROM ${allRuns('prediction')} WHERE trace = ? AND answers_to IS NOT NULL`,
  )
  const ofTask = `(@task IS NULL OR prediction.task = @task)`
  const byHash = (text: string, hash: string) =>
    client.prepare<{ hash: number; task: number | null; text: string; limit: number }, SpokenOf>(
      `SELECT prediction.id, task FROM ${allRuns('prediction')}
       WHERE ${hash} = @hash AND ${text} = @text AND ${ofTask} LIMIT @limit`,
    )
  const byKey = byHash('key', 'key_hash')
  const byResponse = byHash('response_id', 'response_hash')
  const bySession = client.prepare<{ session: number; task: number | null; limit: number }, SpokenOf>(
    `SELECT id, task FROM prediction WHERE session = @session AND ${ofTask} LIMIT @limit`,
  )

  function findByPrediction(target: string): SpokenOf[] {
    const parts = splitPredictionId(target)
    const traceId = parts?.traceId ?? target
    if (!isTraceId(traceId)) return []
    const means = parts?.spanId ?? '*'
    const others = answering
      .all(bytesOf(traceId))
      .filter(({ answersTo }) => (JSON.parse(answersTo) as string[]).includes(means))
    const own = parts === null ? null : findById(target)
    if (own === null || others.some(({ id }) => id === own)) return others
    return [{ id: own, task: taskOf.get(own) ?? 0 }, ...others]
  }

  return (said, limit = ALL) => {
    const { kind, value } = targetOf(said)
    if (kind === 'prediction') return findByPrediction(value)
    const task = said.task === null ? null : findTask(said.task)
    if (said.task !== null && task === null) return []
    if (kind === 'session') {
      const session = findSession(value)
      return session === null ? [] : bySession.all({ session, task, limit })
    }
    const select = kind === 'key' ? byKey : byResponse
    return select.all({ hash: hashText(value), task, text: toText(value), limit })
  }
}
