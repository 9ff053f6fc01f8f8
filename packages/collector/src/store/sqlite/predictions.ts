// Predictions in SQLite: written once, read by id and in pages.

import { Buffer } from 'node:buffer'
import { type FeedbackFilter, PAGE_BYTES_MAX, type PredictionFacts } from '@trimtab/contract'
import { and, desc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { PredictionQuery, PredictionRow } from '../rows.ts'
import type { Connection } from './connection.ts'
import { opinion, prediction } from './schema.ts'

/** A stored prediction and its place in the order of arrival. */
export interface StoredPrediction {
  rowId: number
  facts: PredictionFacts
}

const NEWEST_FIRST = [desc(prediction.startedMs), desc(prediction.startedNsRest), desc(prediction.id)]

interface Position {
  startedMs: number
  startedNsRest: number
  id: number
}

/** Ready to store predictions: gives the row id each got, or null where its (trace, span) is already there. */
export function prepareInsertPrediction(db: Connection): (row: PredictionRow) => number | null {
  const insert = db
    .insert(prediction)
    .values({
      traceId: sql.placeholder('traceId'),
      spanId: sql.placeholder('spanId'),
      task: sql.placeholder('task'),
      status: sql.placeholder('status'),
      startedMs: sql.placeholder('startedMs'),
      startedNsRest: sql.placeholder('startedNsRest'),
      session: sql.placeholder('session'),
      key: sql.placeholder('key'),
      responseId: sql.placeholder('responseId'),
      facts: sql.placeholder('facts'),
    })
    .onConflictDoNothing()
    .returning({ id: prediction.id })
    .prepare()
  return ({ facts, startedNs }) => {
    const [inserted] = insert.all({
      ...facts,
      startedMs: Number(startedNs / 1_000_000n),
      startedNsRest: Number(startedNs % 1_000_000n),
      facts,
    })
    return inserted?.id ?? null
  }
}

export function findPrediction(db: Connection, id: string): StoredPrediction | null {
  const [traceId = '', spanId = ''] = id.split('-')
  if (id !== `${traceId}-${spanId}`) return null
  return findPredictions(db, and(eq(prediction.traceId, traceId), eq(prediction.spanId, spanId)))[0] ?? null
}

export function findPredictions(db: Connection, where: SQL | undefined): StoredPrediction[] {
  return db
    .select({ id: prediction.id, facts: prediction.facts })
    .from(prediction)
    .where(where)
    .orderBy(...NEWEST_FIRST)
    .all()
    .map((row) => ({ rowId: row.id, facts: completeFacts(row.facts) }))
}

/** What was stored before there was a word for it was not said. */
function completeFacts(facts: PredictionFacts): PredictionFacts {
  return { ...facts, capture: { ...NOT_SAID, ...facts.capture } }
}

const NOT_SAID = { consent: null }

/** One page in stored form and the cursor of the next; null when the cursor is not one of ours. */
export function pageOfPredictions(
  db: Connection,
  query: PredictionQuery,
): { predictions: StoredPrediction[]; nextCursor: string | null } | null {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor)
  if (query.cursor !== undefined && after === null) return null
  const rows = db
    .select({
      id: prediction.id,
      startedMs: prediction.startedMs,
      startedNsRest: prediction.startedNsRest,
      bytes: sql<number>`octet_length(${prediction.facts})`,
    })
    .from(prediction)
    .leftJoin(opinion, eq(opinion.prediction, prediction.id))
    .where(
      and(
        query.task === undefined ? undefined : eq(prediction.task, query.task),
        query.fromMs === undefined ? undefined : gte(prediction.startedMs, query.fromMs),
        query.toMs === undefined ? undefined : lt(prediction.startedMs, query.toMs),
        query.feedback === undefined ? undefined : matchesOpinion(query.feedback),
        after === null
          ? undefined
          : sql`(${prediction.startedMs}, ${prediction.startedNsRest}, ${prediction.id}) < (${after.startedMs}, ${after.startedNsRest}, ${after.id})`,
      ),
    )
    .orderBy(...NEWEST_FIRST)
    .limit(query.limit + 1)
    .all()
  const page = rows.slice(0, Math.min(query.limit, countWithin(rows, PAGE_BYTES_MAX)))
  const last = page.at(-1)
  return {
    predictions: findPredictions(
      db,
      inArray(
        prediction.id,
        page.map((row) => row.id),
      ),
    ),
    nextCursor: rows.length > page.length && last !== undefined ? encodeCursor(last) : null,
  }
}

/** How many rows from the first on fit into so many bytes; the first one always does. */
function countWithin(rows: { bytes: number }[], bytesMax: number): number {
  let bytes = 0
  const past = rows.findIndex((row) => (bytes += row.bytes) > bytesMax)
  return past === -1 ? rows.length : Math.max(past, 1)
}

function matchesOpinion(filter: FeedbackFilter): SQL {
  switch (filter) {
    case 'up':
    case 'down':
      return eq(opinion.thumbs, filter)
    case 'corrected':
      return eq(opinion.isCorrected, 1)
    case 'none':
      return isNull(opinion.prediction)
  }
}

function encodeCursor({ startedMs, startedNsRest, id }: Position): string {
  return Buffer.from(JSON.stringify([startedMs, startedNsRest, id])).toString('base64url')
}

function decodeCursor(cursor: string): Position | null {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(position) || position.length !== 3 || !position.every(isInteger)) return null
    const [startedMs = 0, startedNsRest = 0, id = 0] = position
    return { startedMs, startedNsRest, id }
  } catch {
    return null
  }
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
