// One page of predictions: which rows it holds and where the next one begins.

import { Buffer } from 'node:buffer'
import { type FeedbackFilter, PAGE_BYTES_MAX } from '@trimtab/contract'
import { and, desc, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { PredictionQuery } from '../../rows-reading.ts'
import type { Connection } from '../connection.ts'
import { nanosecondsOf } from '../identity.ts'
import { opinion, prediction, task } from '../schema.ts'
import { toText } from '../stored-text.ts'

interface Position {
  startedMs: number
  startedNsRest: number
  id: number
}

/** Null when the cursor is not one of ours. */
export function findPage(
  db: Connection,
  query: PredictionQuery,
): { rowIds: number[]; nextCursor: string | null } | null {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor)
  if (query.cursor !== undefined && after === null) return null
  const rows = db
    .select({
      id: prediction.id,
      startedMs: sql<number>`${prediction.started} / 1000000`,
      startedNsRest: sql<number>`${prediction.started} % 1000000`,
      bytes: prediction.bytes,
    })
    .from(prediction)
    .leftJoin(opinion, eq(opinion.prediction, prediction.id))
    .where(
      and(
        query.task === undefined
          ? undefined
          : sql`${prediction.task} = (SELECT ${task.id} FROM ${task} WHERE ${task.name} = ${toText(query.task)})`,
        query.fromMs === undefined ? undefined : gte(prediction.started, nanosecondsOf(query.fromMs, 0)),
        query.toMs === undefined ? undefined : lt(prediction.started, nanosecondsOf(query.toMs, 0)),
        query.feedback === undefined ? undefined : matchesOpinion(query.feedback),
        after === null
          ? undefined
          : sql`(${prediction.started}, ${prediction.id}) < (${nanosecondsOf(after.startedMs, after.startedNsRest)}, ${after.id})`,
      ),
    )
    .orderBy(desc(prediction.started), desc(prediction.id))
    .limit(query.limit + 1)
    .all()
  const page = rows.slice(0, Math.min(query.limit, countWithin(rows, PAGE_BYTES_MAX)))
  const last = page.at(-1)
  return {
    rowIds: page.map((row) => row.id),
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
