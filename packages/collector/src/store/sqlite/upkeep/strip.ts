// Removes the content of predictions whose rows stay: times, tokens, cost and opinions are still told of them.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { prepareLitter } from '../content/eras.ts'
import { prepareReadBlocks } from '../content/read-blocks.ts'
import { nanosecondsOf } from '../identity.ts'
import { stripBody } from '../predictions/strip-body.ts'
import { FRAME_BYTES } from '../predictions/row-values.ts'
import { prepareSearchChanges } from '../search/search-changes.ts'
import { prepareRemoveTraceRows } from './remove-trace-rows.ts'

interface Row {
  trace: Buffer
  startedMs: number
  startedNsRest: number
  body: string
  labels: string | null
}

/** Ready to strip predictions, inside a transaction; how many were. */
export function prepareStrip(client: Database.Database): (rowIds: readonly number[]) => number {
  const select = client.prepare<[number], Row>(
    `SELECT trace, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, body, labels
     FROM prediction WHERE id = ? AND is_stripped = 0`,
  )
  const update = client.prepare<[string, number, number]>(
    `UPDATE prediction SET system = NULL, tools = NULL, messages = NULL, body = ?, bytes = ?, is_stripped = 1
     WHERE id = ?`,
  )
  const openBodies = prepareReadBlocks(client, 'body_block')
  const litter = prepareLitter(client)
  const search = prepareSearchChanges(client)
  const traceRows = prepareRemoveTraceRows(client)

  return (rowIds) => {
    const readPacked = openBodies()
    const rows = rowIds.flatMap((rowId) => {
      const row = select.get(rowId)
      return row === undefined ? [] : [{ rowId, ...row }]
    })
    for (const { rowId, body, labels } of rows) {
      // Where it is not there, as in a file that was damaged, nothing is left to remove.
      const text = body === '' ? (readPacked(rowId) ?? '{}') : body
      search.replaced(rowId)
      const stripped = stripBody(text)
      update.run(stripped, FRAME_BYTES + stripped.length + (labels?.length ?? 0), rowId)
      litter(rowId)
    }
    for (const { trace, startedMs, startedNsRest } of rows)
      traceRows.unlessNeeded({ trace, startedNs: nanosecondsOf(startedMs, startedNsRest) })
    return rows.length
  }
}
