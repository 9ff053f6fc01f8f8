// Removes what retention says, from the oldest on, in transactions of a few milliseconds. What was counted stays counted:
// sums move to those of rows that are gone.

import type { RetentionRule } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import type { Removed, RetentionStep } from '../../rows-upkeep.ts'
import { createCellMover } from '../aggregates/move-cells.ts'
import type { StoreRules } from '../rules.ts'
import { fromText } from '../stored-text.ts'
import {
  type Bound,
  type FindOld,
  laterOf,
  type OldRow,
  prepareFindBeyond,
  prepareFindOld,
  startedBefore,
} from './find-old.ts'
import { prepareRemoveOldTraceRows, prepareRemoveOldWaiting } from './leftovers.ts'
import { prepareRemove } from './remove.ts'
import { prepareRemoveNames } from './remove-names.ts'
import { withRest } from './rest.ts'
import type { Shrinking } from './shrink.ts'
import { prepareStrip } from './strip.ts'

/** Of one transaction: 5 to 10 ms. */
const ROWS_AT_ONCE = 32
const DAY_MS = 86_400_000
const NS_PER_MS = 1_000_000n

interface RetentionOptions {
  client: Database.Database
  clock: Clock
  rules: StoreRules
  shrinking: Shrinking
}

/** Of one task: where it has come. */
interface Hunts {
  gone: FindOld
  stripped: FindOld
}

export function createRetention({
  client,
  clock,
  rules,
  shrinking,
}: RetentionOptions): (step: RetentionStep) => Promise<Removed> {
  const selectTasks = client.prepare<[], { id: number; name: string }>('SELECT id, name FROM task ORDER BY id')
  const [findGone, findStripped] = [prepareFindOld(client, true), prepareFindOld(client, false)]
  const findBeyond = prepareFindBeyond(client)
  const removeOldTraceRows = prepareRemoveOldTraceRows(client)
  const removeOldWaiting = prepareRemoveOldWaiting(client)
  const remove = prepareRemoveCounted(client, rules)
  const strip = prepareStrip(client)
  const stripAll = client.transaction((rowIds: readonly number[]) => strip(rowIds))
  const removeUnusedNames = createRemoveUnusedNames(client, clock)
  const hunts = new Map<number, Hunts>()

  function huntsOf(task: number): Hunts {
    const known = hunts.get(task) ?? { gone: findGone(task), stripped: findStripped(task) }
    hunts.set(task, known)
    return known
  }

  return async ({ rules: said, bytesMax, nowMs, budgetMs, pinned }) => {
    const end = performance.now() + budgetMs
    const isOver = () => performance.now() >= end
    const removed: Removed = { predictions: 0, contents: 0, isMore: false }

    /** Those that may go, some in any case and then as far as there is time; false where there was none left. */
    async function act(found: readonly OldRow[], pass: (row: OldRow) => void, doTo: (rowIds: number[]) => void) {
      const staying = await pinned(found.map(({ id }) => id))
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

    async function hunt(find: FindOld, upTo: Bound | null, doTo: (rowIds: number[]) => void): Promise<boolean> {
      if (upTo === null) return true
      for (;;) {
        const found = find.next(nowMs, upTo)
        if (found.length === 0) return true
        if (!(await act(found, find.pass, doTo))) return false
      }
    }

    const doRemove = (rowIds: number[]) => void (removed.predictions += remove(rowIds))
    const doStrip = (rowIds: number[]) => void (removed.contents += stripAll.immediate(rowIds))

    for (const { id, name } of selectTasks.all()) {
      const rule = ruleOf(fromText(name), said)
      if (rule === undefined) continue
      const { gone, stripped } = huntsOf(id)
      const beyond = rule.predictionsMax === null ? null : findBeyond(id, rule.predictionsMax)
      const isDone =
        (await hunt(gone, laterOf(boundOf(rule.days, nowMs), beyond), doRemove)) &&
        (await hunt(stripped, boundOf(rule.contentDays, nowMs), doStrip))
      if (!isDone) return { ...removed, isMore: true }
    }
    for (const [daysMax, removeLeftovers] of [
      [longestOf(said), removeOldTraceRows],
      [ruleOf(null, said)?.days ?? null, removeOldWaiting],
    ] as const) {
      if (daysMax === null) continue
      while (await withRest(() => removeLeftovers(nowMs, nowMs - daysMax * DAY_MS)))
        if (isOver()) return { ...removed, isMore: true }
    }
    if (!(await removeUnusedNames(nowMs, removed.predictions > 0, isOver))) return { ...removed, isMore: true }
    const isSmall = bytesMax === null || (await shrinking.shrink({ bytesMax, isOver, act, doRemove }))
    return { ...removed, isMore: !isSmall }
  }
}

/** The rule of a task, or else the one for all that have none of their own. */
function ruleOf(task: string | null, rules: readonly RetentionRule[]): RetentionRule | undefined {
  return rules.find((rule) => rule.task === task) ?? rules.find((rule) => rule.task === null)
}

function boundOf(days: number | null, nowMs: number): Bound | null {
  return days === null ? null : startedBefore(BigInt(Math.round(nowMs - days * DAY_MS)) * NS_PER_MS)
}

/** After so many days nothing is left of any task; null where something is kept for ever. */
function longestOf(rules: readonly RetentionRule[]): number | null {
  if (ruleOf(null, rules) === undefined) return null
  return rules.reduce<number | null>(
    (longest, { days }) => (days === null || longest === null ? null : Math.max(longest, days)),
    0,
  )
}

/** Once a day, if anything was removed. False: there was no time for all of it. */
function createRemoveUnusedNames(client: Database.Database, clock: Clock) {
  const removeNames = prepareRemoveNames(client, clock)
  let going: Generator<void> | null = null
  let removedMs = Number.NEGATIVE_INFINITY
  let isDue = false
  return async (nowMs: number, hasRemoved: boolean, isOver: () => boolean): Promise<boolean> => {
    isDue ||= hasRemoved
    if (going === null && isDue && nowMs - removedMs > DAY_MS) {
      going = removeNames()
      removedMs = nowMs
      isDue = false
    }
    while (going !== null) {
      if (isOver()) return false
      const names = going
      if ((await withRest(() => names.next())).done === true) going = null
    }
    return true
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
