// Sessions in the order they were first heard of, and one by its name.

import type { SessionSummary } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { RowsReading } from '../../rows-reading.ts'
import { SESSION_ROWS_MAX } from '../../session-bounds.ts'
import { prepareFindName } from '../dictionary.ts'
import { toText } from '../stored-text.ts'
import type { ListCursors } from './list-cursor.ts'
import { prepareSummariseSession } from './summarise-session.ts'
import { type Named, takePage } from './take-page.ts'

/** A task of no more predictions is asked which sessions it is in; in any other, sessions are asked for the task. */
const TASK_ROWS_MAX = 5000

export function prepareListSessions(
  client: Database.Database,
  cursors: ListCursors,
): Pick<RowsReading, 'sessions' | 'session'> {
  const names = client.prepare<[number, number], Named>(
    'SELECT id, name FROM session WHERE id < ? ORDER BY id DESC LIMIT ?',
  )
  const namesOfTask = client.prepare<[number, number, number], Named>(
    `SELECT id, name FROM session
     WHERE id IN (SELECT session FROM prediction INDEXED BY prediction_task WHERE task = ?) AND id < ?
     ORDER BY id DESC LIMIT ?`,
  )
  const countOfTask = client
    .prepare<[number], number>(
      `SELECT count(*) FROM (
         SELECT 1 FROM prediction INDEXED BY prediction_task WHERE task = ? LIMIT ${TASK_ROWS_MAX + 1}
       )`,
    )
    .pluck()
  const lookForTask = client.prepare<{ session: number; task: number }, { rows: number; isIn: number }>(
    `SELECT count(*) AS rows, total(task = @task) > 0 AS isIn FROM (
       SELECT task FROM prediction INDEXED BY prediction_session
       WHERE session = @session ORDER BY started DESC, id DESC LIMIT ${SESSION_ROWS_MAX}
     )`,
  )
  const findSession = prepareFindName(client, 'session')
  const findTask = prepareFindName(client, 'task')
  const summarise = prepareSummariseSession(client)

  function look(named: Named): { item: SessionSummary | null; rows: number } {
    const item = summarise(named)
    return { item, rows: 1 + (item?.predictions ?? 0) }
  }

  function listOfTask(task: number, page: { limit: number; before: number | null }) {
    const isRare = (countOfTask.get(task) ?? 0) <= TASK_ROWS_MAX
    return takePage({
      ...page,
      names: (last, count) => (isRare ? namesOfTask.all(task, last, count) : names.all(last, count)),
      look: (named) => {
        const { rows = 0, isIn = 0 } = lookForTask.get({ session: named.id, task }) ?? {}
        return isIn === 0 ? { item: null, rows: 1 + rows } : look(named)
      },
    })
  }

  const list = client.transaction((task: string | undefined, page: { limit: number; before: number | null }) => {
    if (task === undefined) return takePage({ ...page, names: (last, count) => names.all(last, count), look })
    const id = findTask(task)
    // Of a task that nobody said there is no session.
    return id === null ? { items: [], after: null } : listOfTask(id, page)
  })

  const find = client.transaction((name: string) => {
    const id = findSession(name)
    return id === null ? null : summarise({ id, name: toText(name) })
  })

  return {
    sessions: async ({ cursor, limit, task }) => {
      const asked = ['sessions', task ?? null]
      const before = cursor === undefined ? null : cursors.read(asked, cursor)
      if (cursor !== undefined && before === null) return null
      const { items, after } = list.deferred(task, { limit, before })
      return { sessions: items, nextCursor: after === null ? null : cursors.write(asked, after) }
    },
    session: async (name) => find.deferred(name),
  }
}
