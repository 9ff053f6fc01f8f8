// What is old and belongs to no prediction: trace rows of traces in which none ever was, and feedback that waits for one
// that never came.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { prepareLitterTrace } from '../content/eras.ts'
import { runsAround } from '../runs.ts'
import { IS_NEAR, type Moments, momentsAround } from '../times.ts'

/** Of one transaction. */
const ROWS_MAX = 200
const ANEW_MS = 86_400_000

/** Removes some; false where there is nothing left to remove. */
export type RemoveLeftovers = (nowMs: number, beforeMs: number) => boolean

interface TraceRowTimes {
  id: number
  trace: Buffer
  startedMs: number
  endedMs: number
}

/** In the order of arrival, up to the first ones that are not old. */
export function prepareRemoveOldTraceRows(client: Database.Database): RemoveLeftovers {
  const select = client.prepare<[number, number], TraceRowTimes>(
    `SELECT id, trace, started / 1000000 AS startedMs, max(started, ended) / 1000000 AS endedMs
     FROM trace_row WHERE id > ? ORDER BY id LIMIT ?`,
  )
  const selectPrediction = client
    .prepare<Moments & { trace: Buffer }, number>(
      `SELECT 1 FROM ${runsAround('prediction')} WHERE trace = @trace AND ${IS_NEAR.prediction} LIMIT 1`,
    )
    .pluck()
  const remove = client.prepare<[number]>('DELETE FROM trace_row WHERE id = ?')
  const litter = prepareLitterTrace(client)
  let after = 0
  let beganMs = 0

  function hasPrediction({ trace, startedMs, endedMs }: TraceRowTimes): boolean {
    const moments = momentsAround({ fromNs: BigInt(startedMs) * 1_000_000n, toNs: BigInt(endedMs) * 1_000_000n })
    return selectPrediction.get({ trace, ...moments }) !== undefined
  }

  const removeAll = client.transaction((rows: readonly TraceRowTimes[]) => {
    for (const row of rows) {
      if (hasPrediction(row)) continue
      remove.run(row.id)
      litter(row.id)
    }
  })

  return (nowMs, beforeMs) => {
    if (nowMs - beganMs > ANEW_MS) [after, beganMs] = [0, nowMs]
    const rows = select.all(after, ROWS_MAX)
    const old = rows.filter(({ endedMs }) => endedMs < beforeMs)
    if (old.length === 0) return false
    removeAll.immediate(old)
    after = rows.at(-1)?.id ?? after
    return true
  }
}

export function prepareRemoveOldWaiting(client: Database.Database): RemoveLeftovers {
  const select = client.prepare<[number], { sequence: number; receivedAt: string }>(
    `SELECT sequence, body ->> 'receivedAt' AS receivedAt FROM feedback
     WHERE is_waiting = 1 ORDER BY sequence LIMIT ?`,
  )
  // It may have found its prediction meanwhile.
  const remove = client.prepare<[number]>('DELETE FROM feedback WHERE sequence = ? AND is_waiting = 1')
  const removeAll = client.transaction((sequences: readonly number[]) => {
    for (const sequence of sequences) remove.run(sequence)
  })
  return (_, beforeMs) => {
    const old = select.all(ROWS_MAX).filter(({ receivedAt }) => Date.parse(receivedAt) < beforeMs)
    if (old.length === 0) return false
    removeAll.immediate(old.map(({ sequence }) => sequence))
    return true
  }
}
