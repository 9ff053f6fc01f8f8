// The one place that removes predictions: with a row goes all that follows from it and all that only speaks of it. Its
// content goes when its era is swept.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { prepareLitter } from '../content/eras.ts'
import { createFeedbackReader, type FeedbackReader, targetKey, targetOf } from '../feedback.ts'
import { idOf, nanosecondsOf } from '../identity.ts'
import { prepareReadAims } from '../predictions/aims.ts'
import { prepareFindSpokenOf, type FindSpokenOf } from '../predictions/find-predictions.ts'
import { prepareSearchChanges } from '../search/search-changes.ts'
import { toText, toTextOrNull } from '../stored-text.ts'
import { prepareRemoveTraceRows } from './remove-trace-rows.ts'
import type { Feedback } from '@trimtab/contract'

/** On one target, in one transaction. */
const FEEDBACK_MAX = 1000

export interface RemovedRows {
  predictions: string[]
  feedback: number
}

interface Row {
  id: number
  trace: Buffer
  span: Buffer
  session: number | null
  startedMs: number
  startedNsRest: number
}

export interface RemoveOptions {
  /** Sees to the sums of those that go. */
  beforeRemoval: (rowIds: readonly number[]) => void
  /** Trace rows go also where other predictions of the trace stay. */
  isWholeTrace: boolean
}

/**
 * Ready to remove predictions, inside a transaction. One of which more was said than one transaction takes stays for
 * another time, with less that is said of it.
 */
export function prepareRemove(
  client: Database.Database,
): (rowIds: readonly number[], options: RemoveOptions) => RemovedRows {
  const select = client.prepare<[number], Row>(
    `SELECT id, trace, span, session, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest
     FROM prediction WHERE id = ?`,
  )
  const removeOpinion = client.prepare<[number]>('DELETE FROM opinion WHERE prediction = ?')
  const remove = client.prepare<[number]>('DELETE FROM prediction WHERE id = ?')
  const litter = prepareLitter(client)
  const search = prepareSearchChanges(client)
  const goesWithNext = prepareGoesWithNext(client)
  const traceRows = prepareRemoveTraceRows(client)
  const feedback = createFeedbackReader(client)
  const removeSaid = prepareRemoveSaid(client, feedback)

  return (rowIds, { beforeRemoval, isWholeTrace }) => {
    feedback.refresh()
    const removed: RemovedRows = { predictions: [], feedback: 0 }
    const there = rowIds.map((rowId) => select.get(rowId)).filter((row) => row !== undefined)
    const thereIds = new Set(there.map(({ id }) => id))
    const going = there.filter(({ id }) => {
      const said = removeSaid(id, thereIds)
      removed.feedback += said.removed
      return !said.isMore
    })
    const goingIds = new Set(going.map(({ id }) => id))
    beforeRemoval([...goingIds])
    const withNext = new Set(going.filter((row) => goesWithNext(row, goingIds)))
    for (const row of going) {
      if (withNext.has(row)) search.removedWithNext(row.id)
      else search.removed(row.id)
      litter(row.id)
      removeOpinion.run(row.id)
      remove.run(row.id)
      removed.predictions.push(`${idOf(row.trace)}-${idOf(row.span)}`)
    }
    for (const { trace, startedMs, startedNsRest } of going) {
      const of = { trace, startedNs: nanosecondsOf(startedMs, startedNsRest) }
      if (isWholeTrace) traceRows.all(of)
      else traceRows.unlessNeeded(of)
    }
    return removed
  }
}

/** Whether the one after it in its session is among these. */
function prepareGoesWithNext(client: Database.Database): (row: Row, going: ReadonlySet<number>) => boolean {
  const select = client
    .prepare<{ session: number; started: bigint; id: number }, number>(
      `SELECT id FROM (
         SELECT * FROM (SELECT id, started FROM prediction INDEXED BY prediction_session
           WHERE session = @session AND started = @started AND id > @id ORDER BY id LIMIT 1)
         UNION ALL
         SELECT * FROM (SELECT id, started FROM prediction INDEXED BY prediction_session
           WHERE session = @session AND started > @started ORDER BY started, id LIMIT 1))
       ORDER BY started, id LIMIT 1`,
    )
    .pluck()
  return ({ id, session, startedMs, startedNsRest }, going) => {
    if (session === null) return false
    const next = select.get({ session, started: nanosecondsOf(startedMs, startedNsRest), id })
    return next !== undefined && going.has(next)
  }
}

/** What is said of this prediction and of none but those that go with it. */
function prepareRemoveSaid(
  client: Database.Database,
  feedback: FeedbackReader,
): (rowId: number, going: ReadonlySet<number>) => { removed: number; isMore: boolean } {
  const readAims = prepareReadAims(client)
  const findSpokenOf = prepareFindSpokenOf(client)
  const removeTarget = prepareRemoveTarget(client)

  return (rowId, going) => {
    const said = new Map(feedback.on(readAims(rowId)).map((each) => [targetKey(each.said), each.said]))
    const counts = Array.from(said.values())
      .filter((each) => speaksOnlyOf(going, each, findSpokenOf))
      .map(removeTarget)
    const removed = counts.reduce((sum, count) => sum + count, 0)
    if (removed > 0) feedback.refresh()
    return { removed, isMore: counts.some((count) => count >= FEEDBACK_MAX) }
  }
}

function speaksOnlyOf(going: ReadonlySet<number>, said: Feedback, findSpokenOf: FindSpokenOf): boolean {
  return findSpokenOf(said, going.size + 1).every(({ id }) => going.has(id))
}

function prepareRemoveTarget(client: Database.Database): (said: Feedback) => number {
  const remove = client.prepare<[string, string, string | null]>(
    `DELETE FROM feedback WHERE sequence IN (
       SELECT sequence FROM feedback WHERE target_kind = ? AND target = ? AND task IS ? LIMIT ${FEEDBACK_MAX})`,
  )
  return (said) => {
    const { kind, value } = targetOf(said)
    return remove.run(kind, toText(value), toTextOrNull(said.task)).changes
  }
}
