// Traces: what is kept of them besides predictions, and all of one together. Nearly every trace asked for is not
// stored, since a call recorded by our SDK is a trace of its own: that answer has to be the cheap one.

import type { Buffer } from 'node:buffer'
import type { JsonObject } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { type StoredTrace, TRACE_ROWS_MAX, type TraceReference, type TraceRow } from '../rows.ts'
import { bytesOf, idOf, nanosecondsOf, storedTime } from './identity.ts'
import { prepareReadPredictions } from './predictions/read-predictions.ts'
import { type Runs, runsAround, type RunsOfTables } from './runs.ts'
import { fromText, toText } from './stored-text.ts'
import { IS_NEAR, type Moments, momentsAround, timeOfTraceRow } from './times.ts'

export function prepareInsertTraceRow(client: Database.Database, runs: Runs): (row: TraceRow) => void {
  const find = client.prepare<Moments & { trace: Buffer; span: Buffer; part: string }, { id: number }>(
    `SELECT trace_row.id FROM ${runsAround('trace_row')}
     WHERE trace = @trace AND span = @span AND part = @part AND ${IS_NEAR.trace_row} LIMIT 1`,
  )
  const insert = client.prepare<[Buffer, Buffer, string, bigint, bigint, string]>(
    'INSERT INTO trace_row (trace, span, part, started, ended, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return (row) => {
    const { traceId, startedNs, endedNs } = row
    const [trace, span, part] = [bytesOf(traceId), bytesOf(row.spanId), toText(row.part)]
    const time = timeOfTraceRow(row)
    if (runs.mayHold(traceId, time) && find.get({ trace, span, part, ...momentsAround(time) }) !== undefined) return
    const body = JSON.stringify(row.body)
    const { lastInsertRowid } = insert.run(trace, span, part, storedTime(startedNs), storedTime(endedNs), body)
    runs.note(Number(lastInsertRowid), traceId, time)
  }
}

interface Row {
  span: Buffer
  part: string
  startedMs: number
  startedNsRest: number
  endedMs: number
  endedNsRest: number
  body: string
}

/** Without runs every table is asked for every trace, which is what a connection does that others write beside. */
export function prepareReadTraces(
  client: Database.Database,
  runs: RunsOfTables | null,
): (references: readonly TraceReference[]) => StoredTrace[] {
  const tables = (['prediction', 'trace_row'] as const).map((table) => ({
    mayHold: runs?.[table].mayHold ?? (() => true),
    find: client
      .prepare<Moments & { trace: Buffer }, number>(
        `SELECT ${table}.id FROM ${runsAround(table)} WHERE trace = @trace AND ${IS_NEAR[table]} LIMIT ${TRACE_ROWS_MAX}`,
      )
      .pluck(),
  }))
  const select = client.prepare<[number], Row>(
    `SELECT span, part, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest,
       ended / 1000000 AS endedMs, ended % 1000000 AS endedNsRest, body
     FROM trace_row WHERE id = ?`,
  )
  const readPredictions = prepareReadPredictions(client)

  function readTrace(traceId: string, predictions: readonly number[], rows: readonly number[]): StoredTrace {
    return {
      traceId,
      predictions: readPredictions(predictions),
      rows: rows.flatMap((id) => readTraceRow(traceId, select.get(id))),
    }
  }

  return client.transaction((references: readonly TraceReference[]) => {
    for (const each of runs === null ? [] : Object.values(runs)) each.refresh()
    const found = new Map<string, [Set<number>, Set<number>]>()
    for (const { traceId, ...time } of references) {
      for (const [index, { mayHold, find }] of tables.entries()) {
        if (!mayHold(traceId, time)) continue
        const ids = find.all({ trace: bytesOf(traceId), ...momentsAround(time) })
        if (ids.length === 0) continue
        const known = found.get(traceId) ?? [new Set(), new Set()]
        for (const id of ids) known[index]?.add(id)
        found.set(traceId, known)
      }
    }
    return Array.from(found, ([traceId, [predictions, rows]]) => {
      const first = [...predictions].slice(0, TRACE_ROWS_MAX)
      return readTrace(traceId, first, [...rows].slice(0, TRACE_ROWS_MAX - first.length))
    })
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
      endedNs: nanosecondsOf(row.endedMs, row.endedNsRest),
      body: JSON.parse(row.body) as JsonObject,
    },
  ]
}
