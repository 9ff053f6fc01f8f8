// When something of a trace is stored, whatever it is: from the earliest start to the latest end.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import type { RowsReading } from '../../rows-reading.ts'
import { bytesOf, isTraceId, nanosecondsOf } from '../identity.ts'
import { allRuns } from '../runs.ts'

/** Of each table, those that came last. No more of a trace is ever read as a whole. */
const ROWS_MAX = 8192

interface TimesRow {
  fromMs: number | null
  fromNsRest: number
  toMs: number | null
  toNsRest: number
}

/** What lasts longer than there are nanoseconds ends with the last of them. */
const END = {
  prediction: `min(started + CAST(round(max(ifnull(duration_ms, 0), 0) * 1000000) AS integer), 9223372036854775807)`,
  trace_row: `max(started, ended)`,
}

export function prepareTraceTimes(client: Database.Database): RowsReading['traceTimes'] {
  const timesIn = (table: keyof typeof END) =>
    `SELECT * FROM (SELECT started, ${END[table]} AS ended FROM ${allRuns(table)} WHERE trace = @trace
       ORDER BY run.run DESC LIMIT ${ROWS_MAX})`
  const select = client.prepare<{ trace: Buffer }, TimesRow>(
    `SELECT min(started) / 1000000 AS fromMs, min(started) % 1000000 AS fromNsRest,
       max(ended) / 1000000 AS toMs, max(ended) % 1000000 AS toNsRest
     FROM (${timesIn('prediction')} UNION ALL ${timesIn('trace_row')})`,
  )
  return async (traceId) => {
    if (!isTraceId(traceId)) return null
    const { fromMs, fromNsRest, toMs, toNsRest } = select.get({ trace: bytesOf(traceId) }) as TimesRow
    if (fromMs === null || toMs === null) return null
    return { traceId, fromNs: nanosecondsOf(fromMs, fromNsRest), toNs: nanosecondsOf(toMs, toNsRest) }
  }
}
