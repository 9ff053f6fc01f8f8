// Removes what is read no more, step by step: cells of hours that are old, what was said of predictions that are old, and
// what is left of tasks from before everything was counted anew.

import type Database from 'better-sqlite3'
import type { WatchStore } from '../../state-watch.ts'
import type { Connection } from '../connection.ts'
import { withRest } from '../upkeep/rest.ts'

/** Of one transaction: some ten milliseconds. */
const ROWS_AT_ONCE = 500

/** From one task to the next, and not from row to row. */
const tasksIn = (table: string): string => `WITH RECURSIVE tasks (task) AS (
    SELECT min(task) FROM ${table} UNION ALL
    SELECT (SELECT min(task) FROM ${table} WHERE ${table}.task > tasks.task) FROM tasks WHERE tasks.task IS NOT NULL)`

const IS_GONE = 'task IS NOT NULL AND NOT EXISTS (SELECT 1 FROM watch WHERE number = tasks.task)'

/** Of hours, as the index of those that get old says it: with parameters in their place it would not be found. */
const IS_OLD_HOUR = '"of" IN (0, 2) AND start_ms < ?'

const IS_OLD_SAID = 'started_ms < ?'

export function tidying({ $client: client }: Connection): Pick<WatchStore, 'tidyWatching'> {
  const cells = prepareCells(client)
  const said = prepareSaid(client)
  return {
    tidyWatching: async ({ hoursMs, saidMs }) => {
      // It is asked for all the time, and there is mostly nothing: that takes no lock.
      const isAny = cells.isAny(hoursMs) || said.isAny(saidMs)
      if (isAny) await withRest(() => client.transaction(() => cells.remove(hoursMs) + said.remove(saidMs)).immediate())
      return isAny
    },
  }
}

interface Removing {
  isAny: (beforeMs: number) => boolean
  /** Within a transaction: some of them. */
  remove: (beforeMs: number) => number
}

function prepareCells(client: Database.Database): Removing {
  const selectOld = client.prepare<[number]>(`SELECT 1 FROM watch_cell WHERE ${IS_OLD_HOUR} LIMIT 1`)
  const findGone = client
    .prepare<[], number>(`${tasksIn('watch_cell')} SELECT task FROM tasks WHERE ${IS_GONE} LIMIT 1`)
    .pluck()
  const isOneOf =
    '(task, "of", signal, start_ms, segment) IN (SELECT task, "of", signal, start_ms, segment FROM watch_cell'
  const removeOld = client.prepare<[number]>(
    `DELETE FROM watch_cell WHERE ${isOneOf} WHERE ${IS_OLD_HOUR} ORDER BY start_ms LIMIT ${ROWS_AT_ONCE})`,
  )
  const removeOf = client.prepare<[number]>(
    `DELETE FROM watch_cell WHERE ${isOneOf} WHERE task = ? LIMIT ${ROWS_AT_ONCE})`,
  )
  return {
    isAny: (beforeMs) => selectOld.get(beforeMs) !== undefined || findGone.get() !== undefined,
    remove: (beforeMs) => {
      const gone = findGone.get()
      return removeOld.run(beforeMs).changes + (gone === undefined ? 0 : removeOf.run(gone).changes)
    },
  }
}

function prepareSaid(client: Database.Database): Removing {
  const findOld = client
    .prepare<[number], number>(
      `${tasksIn('watch_said')} SELECT task FROM tasks WHERE task IS NOT NULL
         AND EXISTS (SELECT 1 FROM watch_said WHERE watch_said.task = tasks.task AND ${IS_OLD_SAID}) LIMIT 1`,
    )
    .pluck()
  const findGone = client
    .prepare<[], number>(`${tasksIn('watch_said')} SELECT task FROM tasks WHERE ${IS_GONE} LIMIT 1`)
    .pluck()
  const remove = client.prepare<[task: number, beforeMs: number]>(
    `DELETE FROM watch_said WHERE (prediction, task) IN (
       SELECT prediction, task FROM watch_said WHERE task = ? AND ${IS_OLD_SAID} LIMIT ${ROWS_AT_ONCE})`,
  )
  const removeOf = (task: number | undefined, beforeMs: number): number =>
    task === undefined ? 0 : remove.run(task, beforeMs).changes
  return {
    isAny: (beforeMs) => findOld.get(beforeMs) !== undefined || findGone.get() !== undefined,
    remove: (beforeMs) => removeOf(findOld.get(beforeMs), beforeMs) + removeOf(findGone.get(), Infinity),
  }
}
