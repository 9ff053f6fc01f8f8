// Traces: what is kept of them besides predictions, and all of one together. Nearly every trace asked for is not
// stored, since a call recorded by our SDK is a trace of its own: that answer has to be the cheap one.

import type { Buffer } from 'node:buffer'
import type { JsonObject } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { type PredictionRow, type StoredTrace, TRACE_ROWS_MAX, type TraceReference, type TraceRow } from '../rows.ts'
import { bytesOf, dayOf, daysAround, idOf, nanosecondsOf, storedTime } from './identity.ts'
import { prepareReadPredictions } from './predictions/read-predictions.ts'
import { fromText, toText } from './stored-text.ts'

export function prepareInsertTraceRow(client: Database.Database): (row: TraceRow) => void {
  const insert = client.prepare<[number, Buffer, Buffer, string, bigint, string]>(
    `INSERT INTO trace_row (day, trace, span, part, started, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  return ({ traceId, spanId, part, startedNs, body }) => {
    const [trace, span] = [bytesOf(traceId), bytesOf(spanId)]
    insert.run(dayOf(startedNs), trace, span, toText(part), storedTime(startedNs), JSON.stringify(body))
  }
}

interface Row {
  span: Buffer
  part: string
  startedMs: number
  startedNsRest: number
  body: string
}

/** Negative: the id of a trace row. One statement for both tables, since calling one costs more than the look-up. */
const FIND = `SELECT id FROM prediction WHERE day = ? AND trace = ?
  UNION ALL SELECT -id FROM trace_row WHERE day = ? AND trace = ? LIMIT ${TRACE_ROWS_MAX}`

export function prepareReadTraces(client: Database.Database): (references: readonly TraceReference[]) => StoredTrace[] {
  const find = client.prepare<[number, Buffer, number, Buffer], number>(FIND).pluck()
  const select = client.prepare<[number], Row>(
    `SELECT span, part, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, body
     FROM trace_row WHERE id = ?`,
  )
  const readPredictions = prepareReadPredictions(client)

  function readTrace(traceId: string, ids: readonly number[]): StoredTrace {
    const stored = readPredictions(ids.filter((id) => id > 0))
    return {
      traceId,
      predictions: stored.map(({ rowId: _, ...row }): PredictionRow => row),
      rows: ids.filter((id) => id < 0).flatMap((id) => readTraceRow(traceId, select.get(-id))),
    }
  }

  return client.transaction((references: readonly TraceReference[]) => {
    const found = new Map<string, Set<number>>()
    for (const { traceId, startedNs } of references) {
      const trace = bytesOf(traceId)
      const [first, last] = daysAround(startedNs)
      const ids = find.all(first, trace, first, trace)
      if (last !== first) ids.push(...find.all(last, trace, last, trace))
      if (ids.length === 0) continue
      const known = found.get(traceId)
      if (known === undefined) found.set(traceId, new Set(ids))
      else for (const id of ids) known.add(id)
    }
    return Array.from(found, ([traceId, ids]) => readTrace(traceId, [...ids].slice(0, TRACE_ROWS_MAX)))
  })
}

function readTraceRow(traceId: string, row: Row | undefined): TraceRow[] {
  if (row === undefined) return []
  return [
    {
      traceId,
      spanId: idOf(row.span),
      part: fromText(row.part),
      startedNs: nanosecondsOf(row.startedMs, row.startedNsRest),
      body: JSON.parse(row.body) as JsonObject,
    },
  ]
}
