// Traces: what is kept of them besides predictions, and all of one together. Nearly every trace asked for is not
// stored, since a call recorded by our SDK is a trace of its own: that answer has to be the cheap one.

import type { Buffer } from 'node:buffer'
import type { JsonObject } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { type StoredTrace, TRACE_BYTES_MAX, TRACE_ROWS_MAX, type TraceReference, type TraceRow } from '../stored.ts'
import { bytesOf, idOf, nanosecondsOf, storedTime } from './identity.ts'
import type { Eras } from './content/eras.ts'
import { prepareReadBlocks, type ReadPacked } from './content/read-blocks.ts'
import { prepareReadPredictions } from './predictions/read-predictions.ts'
import { type Runs, runsAround, type RunsOfTables } from './runs.ts'
import { fromText, toText } from './stored-text.ts'
import { IS_NEAR, type Moments, momentsAround, timeOfTraceRow } from './times.ts'

/** Beyond it the outline of a trace is not complete: such a trace is nothing that anyone looks at. */
const OUTLINE_SPANS_MAX = 16_384

export function prepareInsertTraceRow(client: Database.Database, runs: Runs, eras: Eras): (row: TraceRow) => void {
  const find = client.prepare<Moments & { trace: Buffer; span: Buffer; part: string }, { id: number }>(
    `SELECT trace_row.id FROM ${runsAround('trace_row')}
     WHERE trace = @trace AND span = @span AND part = @part AND ${IS_NEAR.trace_row} LIMIT 1`,
  )
  // Those of an era begin after all before them, also when these are gone.
  const insert = client.prepare<[number, Buffer, Buffer, string, bigint, bigint, string]>(
    `INSERT INTO trace_row (id, trace, span, part, started, ended, body)
     VALUES (max((SELECT coalesce(max(id), 0) + 1 FROM trace_row), ?), ?, ?, ?, ?, ?, ?)`,
  )
  return (row) => {
    const { traceId, startedNs, endedNs } = row
    const [trace, span, part] = [bytesOf(traceId), bytesOf(row.spanId), toText(row.part)]
    const time = timeOfTraceRow(row)
    if (runs.mayHold(traceId, time) && find.get({ trace, span, part, ...momentsAround(time) }) !== undefined) return
    const body = JSON.stringify(row.body)
    const { firstTraceRow } = eras.current()
    const times = [storedTime(startedNs), storedTime(endedNs)] as const
    const { lastInsertRowid } = insert.run(firstTraceRow, trace, span, part, ...times, body)
    runs.note(Number(lastInsertRowid), traceId, time)
  }
}

interface Row {
  id: number
  span: Buffer
  part: string
  startedMs: number
  startedNsRest: number
  endedMs: number
  endedNsRest: number
  body: string
}

/** Of one trace, by row id: it may be asked for at several times. */
interface Found {
  predictions: Map<number, Buffer>
  rows: Map<number, Row>
  bytes: number
}

/** Without runs every table is asked for every trace, which is what a connection does that others write beside. */
export function prepareReadTraces(
  client: Database.Database,
  runs: RunsOfTables | null,
): (references: readonly TraceReference[]) => StoredTrace[] {
  const findPredictions = client.prepare<Moments & { trace: Buffer }, { id: number; span: Buffer; bytes: number }>(
    `SELECT prediction.id, span, bytes FROM ${runsAround('prediction')}
     WHERE trace = @trace AND ${IS_NEAR.prediction} LIMIT ${OUTLINE_SPANS_MAX}`,
  )
  const findRows = client.prepare<Moments & { trace: Buffer }, Row>(
    `SELECT trace_row.id, span, part, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest,
       ended / 1000000 AS endedMs, ended % 1000000 AS endedNsRest, body FROM ${runsAround('trace_row')}
     WHERE trace = @trace AND ${IS_NEAR.trace_row} LIMIT ${TRACE_ROWS_MAX + 1}`,
  )
  const openPredictions = prepareReadPredictions(client)
  const openBlocks = prepareReadBlocks(client, 'trace_block')
  const newestEra = client.prepare<[], number>('SELECT max(id) FROM era').pluck()
  let remembered = { era: newestEra.get(), readPredictions: openPredictions() }

  function find({ traceId, ...time }: TraceReference, found: Map<string, Found>, readPacked: ReadPacked): void {
    const [mayBePredictions, mayBeRows] = [runs?.prediction, runs?.trace_row].map(
      (each) => each?.mayHold(traceId, time) ?? true,
    )
    if (!mayBePredictions && !mayBeRows) return
    const where = { trace: bytesOf(traceId), ...momentsAround(time) }
    const known = found.get(traceId) ?? { predictions: new Map(), rows: new Map(), bytes: 0 }
    for (const { id, span, bytes } of mayBePredictions ? findPredictions.all(where) : []) {
      if (!known.predictions.has(id)) known.bytes += bytes
      known.predictions.set(id, span)
    }
    let rowsBytes = 0
    for (const row of mayBeRows ? findRows.iterate(where) : []) {
      if (row.body === '') row.body = readPacked(row.id) ?? missing(row.id)
      rowsBytes += row.body.length
      if (!known.rows.has(row.id)) known.bytes += row.body.length
      if (rowsBytes > TRACE_BYTES_MAX) break
      known.rows.set(row.id, row)
    }
    if (known.predictions.size > 0 || known.rows.size > 0) found.set(traceId, known)
  }

  return client.transaction((references: readonly TraceReference[]) => {
    for (const each of runs === null ? [] : Object.values(runs)) each.refresh()
    // What was remembered of the content of an era may be gone since.
    const era = newestEra.get()
    if (era !== remembered.era) remembered = { era, readPredictions: openPredictions() }
    const readPacked = openBlocks()
    const found = new Map<string, Found>()
    for (const reference of references) find(reference, found, readPacked)
    return Array.from(found, ([traceId, { predictions, rows, bytes }]): StoredTrace => {
      const first = [...rows.values()].slice(0, TRACE_ROWS_MAX).map((row) => readTraceRow(traceId, row))
      if (predictions.size + rows.size > TRACE_ROWS_MAX || bytes > TRACE_BYTES_MAX)
        return { traceId, predictions: [], rows: first, outline: Array.from(predictions.values(), idOf) }
      return { traceId, predictions: remembered.readPredictions([...predictions.keys()]), rows: first }
    })
  })
}

function missing(id: number): never {
  throw new Error(`the body of trace row ${id} is not there`)
}

function readTraceRow(traceId: string, row: Row): TraceRow {
  return {
    traceId,
    spanId: idOf(row.span),
    part: fromText(row.part),
    startedNs: nanosecondsOf(row.startedMs, row.startedNsRest),
    endedNs: nanosecondsOf(row.endedMs, row.endedNsRest),
    body: JSON.parse(row.body) as JsonObject,
  }
}
