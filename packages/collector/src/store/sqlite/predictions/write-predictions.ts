// Predictions into their table: inserted, put in the place of an older reading, or taken out. The one hot path of the
// collector, so it is prepared statements with values by position, not a query builder.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import type { PredictionRow } from '../../stored.ts'
import { createContentWriter } from '../content/content.ts'
import { createConversations, NOTHING_PLACED } from '../content/conversations.ts'
import { type Eras, prepareLitter } from '../content/eras.ts'
import { createDictionary } from '../dictionary.ts'
import { bytesOf, hashText, millisecondsOf, storedTime } from '../identity.ts'
import type { Runs } from '../runs.ts'
import { prepareSearchChanges } from '../search/search-changes.ts'
import { toTextOrNull } from '../stored-text.ts'
import { timeOfPrediction } from '../times.ts'
import { statusNumber, writeBody, writeLabels } from './body.ts'
import { prepareFindInTime } from './find-predictions.ts'
import { createSources } from './source.ts'

const COLUMNS = [
  'trace',
  'span',
  'started',
  'task',
  'source',
  'status',
  'duration_ms',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'session',
  'person',
  'key',
  'key_hash',
  'response_id',
  'response_hash',
  'answers_to',
  'system',
  'tools',
  'messages',
  'body',
  'bytes',
  'first_token_ms',
  'cached_input_tokens',
  'reasoning_tokens',
  'estimated_usd',
  'price_list',
  'labels',
] as const

type Value = Buffer | bigint | number | string | null

/** What a prediction weighs besides its body and content when it is read. */
export const FRAME_BYTES = 600

export interface PredictionWriter {
  /** The id of its row; null where there is one of its (trace, span). */
  insert: (row: PredictionRow) => number | null
  /** In the place of the one with its (trace, span), whose row id stays. */
  replace: (rowId: number, row: PredictionRow) => void
  remove: (rowId: number) => void
  /** The row of its (trace, span). */
  find: (row: PredictionRow) => number | null
  /** At the start of every transaction: what is remembered of an era is forgotten with it. */
  refresh: () => void
  /** After a commit, and after a rollback: what is remembered is what is stored. */
  settle: () => void
  forget: () => void
}

export function createPredictionWriter(client: Database.Database, runs: Runs, eras: Eras): PredictionWriter {
  const insert = client.prepare<Value[]>(
    `INSERT INTO prediction (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  )
  const update = client.prepare<Value[]>(
    `UPDATE prediction SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')}, is_stripped = 0 WHERE id = ?`,
  )
  const remove = client.prepare<[number]>('DELETE FROM prediction WHERE id = ?')
  const find = prepareFindInTime(client)
  const search = prepareSearchChanges(client)
  const tasks = createDictionary(client, 'task')
  const sessions = createDictionary(client, 'session')
  const people = createDictionary(client, 'person')
  const priceLists = createDictionary(client, 'price_list')
  const sources = createSources(client)
  const conversations = createConversations(createContentWriter(client, eras))
  const litter = prepareLitter(client)
  let era = 0
  const caches = [tasks, sessions, people, priceLists, sources, conversations]

  function valuesOf({ facts, startedNs, answersTo, estimate }: PredictionRow, isAlone = false): Value[] {
    const placed = isAlone ? NOTHING_PLACED : conversations.place(facts)
    const startedAt = new Date(millisecondsOf(startedNs)).toISOString()
    const body = writeBody({ facts, startedAt, isInline: placed.messages === null, isAlone })
    const labels = writeLabels(facts)
    const { usage } = facts
    return [
      bytesOf(facts.traceId),
      bytesOf(facts.spanId),
      storedTime(startedNs),
      tasks.idOf(facts.task),
      sources.idOf(facts),
      statusNumber(facts.status),
      facts.durationMs,
      usage.inputTokens,
      usage.outputTokens,
      usage.costUsd,
      facts.session === null ? null : sessions.idOf(facts.session),
      facts.user === null ? null : people.idOf(facts.user),
      toTextOrNull(facts.key),
      facts.key === null ? null : hashText(facts.key),
      toTextOrNull(facts.responseId),
      facts.responseId === null ? null : hashText(facts.responseId),
      answersTo === undefined || answersTo.length === 0 ? null : JSON.stringify(answersTo),
      placed.system,
      placed.tools,
      placed.messages,
      body,
      FRAME_BYTES + body.length + (labels?.length ?? 0) + placed.characters,
      facts.firstTokenMs,
      usage.cachedInputTokens,
      usage.reasoningTokens,
      estimate?.usd ?? null,
      estimate === undefined ? null : priceLists.idOf(estimate.prices),
      labels,
    ]
  }

  return {
    insert: (row) => {
      const { traceId } = row.facts
      const time = timeOfPrediction(row)
      if (runs.mayHold(traceId, time) && find(row) !== null) return null
      const rowId = Number(insert.run(...valuesOf(row)).lastInsertRowid)
      runs.note(rowId, traceId, time)
      return rowId
    },
    replace: (rowId, row) => {
      search.replaced(rowId)
      // A row of an era that is over refers to nothing that is stored now.
      update.run(...valuesOf(row, rowId < eras.current().firstPrediction), rowId)
      litter(rowId)
      runs.note(rowId, row.facts.traceId, timeOfPrediction(row))
    },
    remove: (rowId) => {
      search.removed(rowId)
      remove.run(rowId)
      litter(rowId)
    },
    find: (row) => (runs.mayHold(row.facts.traceId, timeOfPrediction(row)) ? find(row) : null),
    refresh: () => {
      if (eras.current().id === era) return
      era = eras.current().id
      for (const cache of [sessions, people, conversations]) cache.clear()
    },
    settle: () => {
      for (const cache of caches) cache.settle()
    },
    forget: () => {
      for (const cache of caches) cache.forget()
    },
  }
}
