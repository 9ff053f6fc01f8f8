// Sessions in the order they were first heard of, and one by its name.

import type Database from 'better-sqlite3'
import type { RowsReading } from '../../rows-reading.ts'
import { prepareFindName } from '../dictionary.ts'
import { toText } from '../stored-text.ts'
import type { ListCursors } from './list-cursor.ts'
import { prepareSummariseSession } from './summarise-session.ts'
import { type Named, takePage } from './take-page.ts'

export function prepareListSessions(
  client: Database.Database,
  cursors: ListCursors,
): Pick<RowsReading, 'sessions' | 'session'> {
  const names = client.prepare<[number, number], Named>(
    'SELECT id, name FROM session WHERE id < ? ORDER BY id DESC LIMIT ?',
  )
  const findSession = prepareFindName(client, 'session')
  const findTask = prepareFindName(client, 'task')
  const summarise = prepareSummariseSession(client)

  const list = client.transaction((task: string | undefined, limit: number, before: number | null) => {
    const wanted = task === undefined ? null : findTask(task)
    // Of a task that nobody said there is no session.
    if (task !== undefined && wanted === null) return { items: [], after: null }
    return takePage({
      limit,
      before,
      names: (last, count) => names.all(last, count),
      look: (named) => {
        const { summary, tasks, rows } = summarise(named)
        return { item: wanted === null || tasks.includes(wanted) ? summary : null, rows: rows + 1 }
      },
    })
  })

  const find = client.transaction((name: string) => {
    const id = findSession(name)
    return id === null ? null : summarise({ id, name: toText(name) }).summary
  })

  return {
    sessions: async ({ cursor, limit, task }) => {
      const asked = ['sessions', task ?? null]
      const before = cursor === undefined ? null : cursors.read(asked, cursor)
      if (cursor !== undefined && before === null) return null
      const { items, after } = list.deferred(task, limit, before)
      return { sessions: items, nextCursor: after === null ? null : cursors.write(asked, after) }
    },
    session: async (name) => find.deferred(name),
  }
}
