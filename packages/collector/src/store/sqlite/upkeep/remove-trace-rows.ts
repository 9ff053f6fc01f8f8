// Removes what was kept of traces around predictions that are gone, or whose content is: it repeats their texts.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { prepareLitterTrace } from '../content/eras.ts'
import { runsAround } from '../runs.ts'
import { IS_NEAR, type Moments, momentsAround } from '../times.ts'

/** Of one trace at once; what is left is found by its age. */
const ROWS_MAX = 1000

interface TraceOfRow {
  trace: Buffer
  startedNs: bigint
}

export interface RemoveTraceRows {
  /** Where no other prediction near it has content. */
  unlessNeeded: (of: TraceOfRow) => void
  /** Whatever else is in the trace. */
  all: (of: TraceOfRow) => void
}

type Where = Moments & { trace: Buffer }

export function prepareRemoveTraceRows(client: Database.Database): RemoveTraceRows {
  const select = client
    .prepare<Where, number>(
      `SELECT trace_row.id FROM ${runsAround('trace_row')}
       WHERE trace = @trace AND ${IS_NEAR.trace_row} LIMIT ${ROWS_MAX}`,
    )
    .pluck()
  const selectNeeded = client
    .prepare<Where, number>(
      `SELECT prediction.id FROM ${runsAround('prediction')}
       WHERE trace = @trace AND ${IS_NEAR.prediction} AND is_stripped = 0 LIMIT 1`,
    )
    .pluck()
  const remove = client.prepare<[number]>('DELETE FROM trace_row WHERE id = ?')
  const litter = prepareLitterTrace(client)

  function removeNear(where: Where): number {
    const ids = select.all(where)
    for (const id of ids) {
      remove.run(id)
      litter(id)
    }
    return ids.length
  }

  const whereOf = ({ trace, startedNs }: TraceOfRow): Where => ({
    trace,
    ...momentsAround({ fromNs: startedNs, toNs: startedNs }),
  })
  return {
    unlessNeeded: (of) => {
      const where = whereOf(of)
      if (selectNeeded.get(where) === undefined) removeNear(where)
    },
    all: (of) => {
      const where = whereOf(of)
      while (removeNear(where) === ROWS_MAX);
    },
  }
}
