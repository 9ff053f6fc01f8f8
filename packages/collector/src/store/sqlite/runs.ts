// Which runs of a table can hold rows of a trace. A run is 16,384 rows in the order of arrival, and each index over ids
// begins with it. Nearly every trace that arrives is not stored yet, and that is answered from memory: a filter over
// the ids of each run whose times fit, which may say yes wrongly and never says no wrongly.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { idOf } from './identity.ts'
import { areNear, type Minutes, minutesOf, type Time, widen } from './times.ts'

export const RUN_ROWS = 16_384
/** With six bits a row of 32: one wrong yes in 40,000. */
const FILTER_BITS = RUN_ROWS * 32
const FILTER_PROBES = 6
/** Of 64 KB each. In older runs everything may be. */
const FILTERS_MAX = 256

export function runOf(rowId: number): number {
  return Math.floor(rowId / RUN_ROWS)
}

/** Joins a table to the runs that can hold what is near a time, given as `momentsAround`. */
export function runsAround(table: Table): string {
  return `(SELECT DISTINCT run FROM run
      WHERE of = '${table}' AND first_minute <= @lastMinute AND last_minute >= @firstMinute) AS run
    CROSS JOIN ${table} ON ${IS_IN_RUN[table]}`
}

/** Joins a table to all of its runs, each of which has a first part. */
export function allRuns(table: Table): string {
  return `run CROSS JOIN ${table} ON of = '${table}' AND run.part = 0 AND ${IS_IN_RUN[table]}`
}

/** The plus keeps SQLite from comparing by the column's type, for which there is no index. */
const IS_IN_RUN = { prediction: 'prediction.id >> 14 = +run.run', trace_row: 'trace_row.id >> 14 = +run.run' }

type Table = keyof typeof IS_IN_RUN

interface Run {
  /** One or few, however long ago single rows of it were. */
  parts: Minutes[]
  filter: Uint8Array | null
}

export interface Runs {
  /** False: nothing near this time is stored of the trace. */
  mayHold: (traceId: string, time: Time) => boolean
  /** A row was inserted. */
  note: (rowId: number, traceId: string, time: Time) => void
  /** What others wrote is known; at the start of every transaction. */
  refresh: () => void
  /** After a rollback. */
  forget: () => void
}

/** Of both tables; one of these for a connection, since it learns of what is written through it by being told. */
export type RunsOfTables = { [table in Table]: Runs }

export function createRunsOfTables(client: Database.Database): RunsOfTables {
  return { prediction: createRuns(client, 'prediction'), trace_row: createRuns(client, 'trace_row') }
}

function createRuns(client: Database.Database, table: Table): Runs {
  const dataVersion = client.prepare<[], number>('PRAGMA data_version').pluck()
  const selectParts = client.prepare<[Table], Minutes & { run: number }>(
    'SELECT run, first_minute AS first, last_minute AS last FROM run WHERE of = ? ORDER BY run, part',
  )
  const upsert = client.prepare<[Table, number, number, number, number]>(
    'INSERT OR REPLACE INTO run (of, run, part, first_minute, last_minute) VALUES (?, ?, ?, ?, ?)',
  )
  const selectTraces = client
    .prepare<[number], Buffer>(`SELECT trace FROM ${table} INDEXED BY ${table}_identity WHERE id >> 14 = ?`)
    .pluck()
  const newestRowId = client.prepare<[], number>(`SELECT ifnull(max(id), 0) FROM ${table}`).pluck()
  const runs = new Map<number, Run>()
  let newest = 0
  let version: number | undefined
  /** The last row of which this knows; null: it knows of none for sure. */
  let lastRowId: number | null = null

  function load(): void {
    // A run that others may have added to is read again when it is asked for.
    const filters = new Map(Array.from(runs, ([number, { filter }]) => [number, number < newest ? filter : null]))
    runs.clear()
    newest = 0
    for (const { run: number, first, last } of selectParts.all(table)) {
      const run = runs.get(number) ?? { parts: [], filter: filters.get(number) ?? null }
      run.parts.push({ first, last })
      runs.set(number, run)
      newest = Math.max(newest, number)
    }
  }

  function filterOf(number: number, run: Run): Uint8Array {
    if (run.filter !== null) return run.filter
    const filter = new Uint8Array(FILTER_BITS / 8)
    for (const trace of selectTraces.iterate(number)) addTo(filter, idOf(trace))
    run.filter = filter
    const tooOld = runs.get(number - FILTERS_MAX)
    if (tooOld !== undefined) tooOld.filter = null
    return filter
  }

  return {
    mayHold: (traceId, time) => {
      const minutes = minutesOf(time)
      const hash = hashTrace(traceId)
      for (const [number, run] of runs) {
        if (!run.parts.some((part) => areNear(part, minutes))) continue
        if (number <= newest - FILTERS_MAX || isIn(filterOf(number, run), hash)) return true
      }
      return false
    },

    note: (rowId, traceId, time) => {
      if (lastRowId !== null) lastRowId = Math.max(lastRowId, rowId)
      const number = runOf(rowId)
      const run = runs.get(number) ?? { parts: [], filter: null }
      addTo(filterOf(number, run), traceId)
      const widened = widen(run.parts, minutesOf(time))
      if (widened === null) return
      runs.set(number, run)
      newest = Math.max(newest, number)
      upsert.run(table, number, widened.index, widened.part.first, widened.part.last)
    },

    refresh: () => {
      const now = dataVersion.get()
      if (version === now) return
      version = now
      // Whoever counts or packs beside it changes the file all the time, and adds no rows.
      const rowId = newestRowId.get() ?? 0
      if (lastRowId !== null && rowId <= lastRowId) return
      load()
      lastRowId = rowId
    },

    forget: () => {
      // The times kept here may be wider than those stored, which would then never be widened.
      version = undefined
      lastRowId = null
    },
  }
}

type Hash = [first: number, step: number]

/** Two hashes of one pass give as many places as are needed. */
function hashTrace(traceId: string): Hash {
  let one = 0x811c9dc5
  let other = 0x9e3779b9
  for (let index = 0; index < traceId.length; index += 1) {
    const code = traceId.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return [one ^ (one >>> 15), (other ^ (other >>> 13)) | 1]
}

function addTo(filter: Uint8Array, traceId: string): void {
  const [first, step] = hashTrace(traceId)
  for (let probe = 0; probe < FILTER_PROBES; probe += 1) {
    const bit = (first + Math.imul(probe, step)) & (FILTER_BITS - 1)
    const place = bit >>> 3
    filter[place] = (filter[place] ?? 0) | (1 << (bit & 7))
  }
}

function isIn(filter: Uint8Array, [first, step]: Hash): boolean {
  for (let probe = 0; probe < FILTER_PROBES; probe += 1) {
    const bit = (first + Math.imul(probe, step)) & (FILTER_BITS - 1)
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false
  }
  return true
}
