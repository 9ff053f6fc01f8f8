// Removes what retention says, from the oldest on, in transactions of a few milliseconds. What was counted stays counted:
// sums move to those of rows that are gone.

import type { RetentionRule } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import type { Removed, RetentionStep } from '../../rows-upkeep.ts'
import { createCellMover } from '../aggregates/move-cells.ts'
import type { StoreRules } from '../rules.ts'
import { type Act, createHunting, ruleOf } from './hunt.ts'
import { prepareRemoveOldTraceRows, prepareRemoveOldWaiting } from './leftovers.ts'
import { prepareRemove } from './remove.ts'
import { prepareRemoveNames } from './remove-names.ts'
import { withRest } from './rest.ts'
import type { Shrinking } from './shrink.ts'
import { prepareStrip } from './strip.ts'

/** Of one transaction: 5 to 10 ms. */
const ROWS_AT_ONCE = 20
const DAY_MS = 86_400_000

interface RetentionOptions {
  client: Database.Database
  clock: Clock
  rules: StoreRules
  shrinking: Shrinking
}

export function createRetention({
  client,
  clock,
  rules,
  shrinking,
}: RetentionOptions): (step: RetentionStep) => Promise<Removed> {
  const hunting = createHunting(client)
  const removeOldTraceRows = prepareRemoveOldTraceRows(client)
  const removeOldWaiting = prepareRemoveOldWaiting(client)
  const remove = prepareRemoveCounted(client, rules)
  const strip = prepareStrip(client)
  const stripAll = client.transaction((rowIds: readonly number[]) => strip(rowIds))
  const removeUnusedNames = createRemoveUnusedNames(client, clock)
  return async ({ rules: said, bytesMax, nowMs, budgetMs, pinned }) => {
    const end = performance.now() + budgetMs
    const isOver = () => performance.now() >= end
    const removed: Removed = { predictions: 0, contents: 0, isMore: false }

    const act: Act = async (found, pass, doTo) => {
      const removes = doTo === doRemove ? 'all' : 'content'
      const staying = await pinned(
        found.map(({ id }) => id),
        removes,
      )
      for (let at = 0; at < found.length; at += ROWS_AT_ONCE) {
        const rows = found.slice(at, at + ROWS_AT_ONCE)
        const going = rows.filter(({ id }) => !staying.has(id)).map(({ rowId }) => rowId)
        if (going.length > 0) await withRest(() => doTo(going))
        const last = rows.at(-1)
        if (last !== undefined) pass(last)
        if (isOver()) return false
      }
      return true
    }

    const doRemove = (rowIds: number[]) => {
      removed.predictions += remove(rowIds)
      removeUnusedNames.due()
    }
    const doStrip = (rowIds: number[]) => void (removed.contents += stripAll.immediate(rowIds))

    const step = { rules: said, nowMs, isOver, act, doRemove, doStrip }
    if (!(await hunting.tasks(step))) return { ...removed, isMore: true }
    for (const [daysMax, removeLeftovers] of [
      [longestOf(said), removeOldTraceRows],
      [ruleOf(null, said)?.days ?? null, removeOldWaiting],
    ] as const) {
      if (daysMax === null) continue
      while (await withRest(() => removeLeftovers(nowMs, nowMs - daysMax * DAY_MS)))
        if (isOver()) return { ...removed, isMore: true }
    }
    if (!(await removeUnusedNames.step(nowMs, isOver))) return { ...removed, isMore: true }
    const isSmall = bytesMax === null || (await shrinking.shrink({ bytesMax, isOver, act, doRemove }))
    if (isSmall) hunting.endRound()
    return { ...removed, isMore: !isSmall }
  }
}

/** After so many days nothing is left of any task; null where something is kept for ever. */
function longestOf(rules: readonly RetentionRule[]): number | null {
  if (ruleOf(null, rules) === undefined) return null
  return rules.reduce<number | null>(
    (longest, { days }) => (days === null || longest === null ? null : Math.max(longest, days)),
    0,
  )
}

/** Once a day, if anything was removed. */
function createRemoveUnusedNames(client: Database.Database, clock: Clock) {
  const removeNames = prepareRemoveNames(client, clock)
  let going: Generator<void, boolean> | null = null
  let removedMs = Number.NEGATIVE_INFINITY
  let isDue = false
  return {
    due: () => {
      isDue = true
    },
    /** False: there was no time for all of it. */
    step: async (nowMs: number, isOver: () => boolean): Promise<boolean> => {
      if (going === null && isDue && nowMs - removedMs > DAY_MS) {
        going = removeNames()
        removedMs = nowMs
        isDue = false
      }
      while (going !== null) {
        const names = going
        const step = await withRest(() => names.next())
        if (step.done === true) {
          going = null
          isDue ||= step.value
        } else if (isOver()) return false
      }
      return true
    },
  }
}

function prepareRemoveCounted(client: Database.Database, rules: StoreRules): (rowIds: readonly number[]) => number {
  const moveCells = createCellMover(client, rules)
  const remove = prepareRemove(client)
  const all = client.transaction(
    (rowIds: readonly number[]) => remove(rowIds, { beforeRemoval: moveCells, isWholeTrace: false }).predictions.length,
  )
  return (rowIds) => all.immediate(rowIds)
}
