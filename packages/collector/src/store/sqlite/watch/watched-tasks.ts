// What is known of each task that is watched: one row each, for it may be some hundred kilobytes and few change in a step.

import type Database from 'better-sqlite3'
import type { Watch, WatchStore } from '../../state-watch.ts'
import type { Connection } from '../connection.ts'
import { fromText, toText } from '../stored-text.ts'

export function watchedTaskTable({ $client: client }: Connection): Pick<WatchStore, 'watch' | 'watchedTasks'> {
  const select = client.prepare<[string], string>('SELECT body FROM watch WHERE task = ?').pluck()
  const selectTasks = client.prepare<[], string>('SELECT task FROM watch').pluck()
  return {
    watch: async (task) => {
      const body = select.get(toText(task))
      return body === undefined ? null : (JSON.parse(body) as Watch)
    },
    watchedTasks: async () => selectTasks.all().map(fromText).toSorted(),
  }
}

/** The number that everything else of the task is stored under; null where it is not watched. */
export function prepareNumberOf(client: Database.Database): (task: string) => number | null {
  const select = client.prepare<[string], number>('SELECT number FROM watch WHERE task = ?').pluck()
  return (task) => select.get(toText(task)) ?? null
}

/** Within a transaction. */
export function prepareWriteWatch(client: Database.Database): (watch: Watch) => void {
  const insert = client.prepare<[task: string, body: string]>(
    `INSERT INTO watch (task, body) VALUES (?, ?)
     ON CONFLICT (task) DO UPDATE SET body = excluded.body WHERE body <> excluded.body`,
  )
  return (watch) => void insert.run(toText(watch.task), JSON.stringify(watch))
}
