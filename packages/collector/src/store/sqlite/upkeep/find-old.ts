// Predictions of a task from the oldest on, some at a time, up to a bound. Where it has come stays in memory, so that what
// must stay, or needs nothing any more, is not looked at again with every call; once a day it begins anew, since old ones
// may arrive late.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { idOf } from '../identity.ts'

/** Looked at together. */
const FOUND_MAX = 500
const ANEW_MS = 86_400_000
const ROW_ID_MAX = Number.MAX_SAFE_INTEGER

export interface OldRow {
  rowId: number
  /** As everybody else knows it. */
  id: string
  started: bigint
  /** Its content is gone. */
  isStripped: boolean
}

/** A place among the predictions of a task by their start: up to it, itself included. */
export interface Bound {
  started: bigint
  rowId: number
}

export interface FindOld {
  next: (nowMs: number, upTo: Bound) => OldRow[]
  /** Everything up to this row is done with. */
  pass: (row: OldRow) => void
}

export function startedBefore(ns: bigint): Bound {
  return { started: ns - 1n, rowId: ROW_ID_MAX }
}

export function laterOf(one: Bound | null, other: Bound | null): Bound | null {
  if (one === null || other === null) return one ?? other
  if (one.started !== other.started) return one.started > other.started ? one : other
  return one.rowId > other.rowId ? one : other
}

type Found = [rowId: bigint, trace: Buffer, span: Buffer, started: bigint, isStripped: bigint]
type Range = { task: number; fromStarted: bigint; fromId: number; toStarted: bigint; toId: number }

export function prepareFindOld(client: Database.Database): (task: number) => FindOld {
  const select = client
    .prepare<Range, Found>(
      `SELECT id, trace, span, started, is_stripped FROM prediction INDEXED BY prediction_task
       WHERE task = @task AND started >= @fromStarted AND started <= @toStarted
         AND (started > @fromStarted OR id > @fromId) AND (started < @toStarted OR id <= @toId)
       ORDER BY started, id LIMIT ${FOUND_MAX}`,
    )
    .raw()
    .safeIntegers()
  return (task) => {
    let from = { started: -1n, rowId: 0 }
    let beganMs = 0
    return {
      next: (nowMs, upTo) => {
        if (nowMs - beganMs > ANEW_MS) {
          from = { started: -1n, rowId: 0 }
          beganMs = nowMs
        }
        const [fromStarted, fromId, toStarted, toId] = [from.started, from.rowId, upTo.started, upTo.rowId]
        return select
          .all({ task, fromStarted, fromId, toStarted, toId })
          .map(([rowId, trace, span, started, isStripped]) => ({
            rowId: Number(rowId),
            id: `${idOf(trace)}-${idOf(span)}`,
            started,
            isStripped: isStripped !== 0n,
          }))
      },
      pass: ({ started, rowId }) => {
        from = { started, rowId }
      },
    }
  }
}

/** The newest of a task that is too many where so many may be kept; null where they are not. */
export function prepareFindBeyond(client: Database.Database): (task: number, predictionsMax: number) => Bound | null {
  const select = client
    .prepare<[number, number], [started: bigint, rowId: bigint]>(
      `SELECT started, id FROM prediction INDEXED BY prediction_task
       WHERE task = ? ORDER BY started DESC, id DESC LIMIT 1 OFFSET ?`,
    )
    .raw()
    .safeIntegers()
  return (task, predictionsMax) => {
    const found = select.get(task, predictionsMax)
    return found === undefined ? null : { started: found[0], rowId: Number(found[1]) }
  }
}
