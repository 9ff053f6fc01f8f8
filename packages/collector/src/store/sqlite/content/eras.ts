// Eras: what arrived within a day or so. What is remembered of one is forgotten with it, so rows of an era refer to
// content of that era alone, and what it holds can be packed, swept and removed by itself.

import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'

/** What is swept or packed at once is bounded by it where a day brings more. */
const ERA_ROWS_MAX = 1_000_000
const DAY_MS = 86_400_000

export interface Era {
  id: number
  startedMs: number
  firstPrediction: number
  firstContent: number
  firstTraceRow: number
}

export interface Eras {
  /** At the start of every transaction that adds rows: another connection may have begun an era. */
  refresh: () => void
  /** As of then. */
  current: () => Era
}

const SELECT_ERAS = `SELECT id, started_ms AS startedMs, first_prediction AS firstPrediction,
  first_content AS firstContent, first_trace_row AS firstTraceRow FROM era`

/** The first id of content that no block has had. */
export const NEXT_IN_BLOCKS = `coalesce((SELECT last + 1 FROM content_block ORDER BY first DESC LIMIT 1), 1)`

export function createEras(client: Database.Database, clock: Clock): Eras {
  const select = client.prepare<[], Era>(`${SELECT_ERAS} ORDER BY id DESC LIMIT 1`)
  const newest = client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM prediction').pluck()
  const begin = prepareBeginEra(client)
  let era: Era | undefined

  return {
    refresh: () => {
      const nowMs = clock()
      era = select.get()
      const isOver =
        era === undefined ||
        Math.floor(era.startedMs / DAY_MS) !== Math.floor(nowMs / DAY_MS) ||
        (newest.get() ?? 0) >= era.firstPrediction + ERA_ROWS_MAX
      if (isOver) era = begin(nowMs)
    },
    current: () => {
      if (era === undefined) throw new Error('it was not asked which era it is')
      return era
    },
  }
}

/**
 * Ready to begin an era, in a transaction that writes. It always has a new id, by which whoever writes knows that what
 * it remembers is over. Its rows come after all that ever were in the tables: past eras alone lose rows, so the newest
 * row of a table is of this era or before it, and an id means the same content for ever.
 */
export function prepareBeginEra(client: Database.Database): (nowMs: number) => Era {
  const select = client.prepare<[], Era>(`${SELECT_ERAS} ORDER BY id DESC LIMIT 1`)
  const next = (table: string) => `(SELECT coalesce(max(id), 0) + 1 FROM ${table})`
  const selectNext = client.prepare<[], Pick<Era, 'firstPrediction' | 'firstContent' | 'firstTraceRow'>>(
    `SELECT ${next('prediction')} AS firstPrediction, max(${next('content')}, ${NEXT_IN_BLOCKS}) AS firstContent,
       ${next('trace_row')} AS firstTraceRow`,
  )
  const insert = client.prepare<[number, number, number, number]>(
    'INSERT INTO era (started_ms, first_prediction, first_content, first_trace_row) VALUES (?, ?, ?, ?)',
  )
  const remove = client.prepare<[number]>('DELETE FROM era WHERE id = ?')
  return (nowMs) => {
    const before = select.get()
    const { firstPrediction = 1, firstContent = 1, firstTraceRow = 1 } = selectNext.get() ?? {}
    const firsts = {
      firstPrediction: Math.max(firstPrediction, before?.firstPrediction ?? 1),
      firstContent: Math.max(firstContent, before?.firstContent ?? 1),
      firstTraceRow: Math.max(firstTraceRow, before?.firstTraceRow ?? 1),
    }
    const { lastInsertRowid } = insert.run(nowMs, firsts.firstPrediction, firsts.firstContent, firsts.firstTraceRow)
    const isEmpty =
      before?.firstPrediction === firsts.firstPrediction &&
      before.firstContent === firsts.firstContent &&
      before.firstTraceRow === firsts.firstTraceRow
    // After the new one is there, so that its id is never given again.
    if (isEmpty) remove.run(before.id)
    return { id: Number(lastInsertRowid), startedMs: nowMs, ...firsts }
  }
}

/** Ready to say that something of a prediction's era is gone or another: texts may be left that nobody refers to. */
export function prepareLitter(client: Database.Database): (rowId: number) => void {
  return prepareLitterBy(client, 'first_prediction')
}

/** The same of what else is known of a trace. */
export function prepareLitterTrace(client: Database.Database): (id: number) => void {
  return prepareLitterBy(client, 'first_trace_row')
}

function prepareLitterBy(client: Database.Database, first: string): (id: number) => void {
  const update = client.prepare<[number]>(
    `UPDATE era SET is_littered = 1
     WHERE id = (SELECT max(id) FROM era WHERE ${first} <= ?) AND is_littered <> 1`,
  )
  return (id) => void update.run(id)
}
