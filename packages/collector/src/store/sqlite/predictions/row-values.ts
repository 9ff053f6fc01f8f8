// The columns of a prediction's row and their values: names as numbers, content as where it is, the rest as the body.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import type { PredictionRow } from '../../stored.ts'
import { createContentWriter } from '../content/content.ts'
import { createConversations, NOTHING_PLACED } from '../content/conversations.ts'
import type { Eras } from '../content/eras.ts'
import { createDictionary } from '../dictionary.ts'
import { bytesOf, hashText, isSpanId, millisecondsOf, storedTime } from '../identity.ts'
import { toTextOrNull } from '../stored-text.ts'
import { finishReasonNumber, statusNumber, writeBody } from './body.ts'
import { writeLabels } from './labels.ts'
import { createSources } from './source.ts'

export const COLUMNS = [
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
  'parent',
  'finish_reason',
  'parameters',
] as const

export type Value = Buffer | bigint | number | string | null

/** What a prediction weighs besides its body and content when it is read. */
export const FRAME_BYTES = 600

export interface RowValues {
  /** In the order of the columns. One that stands alone refers to no content. */
  of: (row: PredictionRow, isAlone?: boolean) => Value[]
  /** At the start of every transaction: what is remembered of an era is forgotten with it. */
  refresh: () => void
  /** At the end of every transaction: what the values refer to is there from then on. */
  flush: () => void
  /** After a commit, and after a rollback: what is remembered is what is stored. */
  settle: () => void
  forget: () => void
}

export function createRowValues(client: Database.Database, eras: Eras): RowValues {
  const tasks = createDictionary(client, 'task')
  const sessions = createDictionary(client, 'session')
  const people = createDictionary(client, 'person')
  const priceLists = createDictionary(client, 'price_list')
  const sources = createSources(client)
  const conversations = createConversations(createContentWriter(client, eras))
  const caches = [tasks, sessions, people, priceLists, sources, conversations]
  let era = 0

  function valuesOf({ facts, startedNs, answersTo, estimate }: PredictionRow, isAlone = false): Value[] {
    const placed = isAlone ? NOTHING_PLACED : conversations.place(facts)
    const startedAt = new Date(millisecondsOf(startedNs)).toISOString()
    const parent = facts.parentSpanId !== null && isSpanId(facts.parentSpanId) ? bytesOf(facts.parentSpanId) : null
    const isParentless = parent === null
    const body = writeBody({ facts, startedAt, isInline: placed.messages === null, isAlone, isParentless })
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
      parent,
      finishReasonNumber(facts.output.finishReason),
      placed.parameters,
    ]
  }

  return {
    of: valuesOf,
    refresh: () => {
      if (eras.current().id === era) return
      era = eras.current().id
      // Names of people who are forgotten go as content does.
      for (const cache of [sessions, people, conversations]) cache.clear()
    },
    flush: conversations.flush,
    settle: () => {
      for (const cache of caches) cache.settle()
    },
    forget: () => {
      for (const cache of caches) cache.forget()
    },
  }
}
