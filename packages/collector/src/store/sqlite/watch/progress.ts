// How far the watching is, in the only row of its table. None: it has not begun.

import type Database from 'better-sqlite3'
import type { WatchStore } from '../../state-watch.ts'

type Progress = Awaited<ReturnType<WatchStore['watching']>>

export function prepareReadProgress(client: Database.Database): () => Progress {
  const select = client.prepare<[], Progress>('SELECT mark, step FROM watching')
  return () => select.get() ?? { mark: null, step: 0 }
}

/** Within a transaction: one step on, up to this mark. */
export function prepareMoveTo(client: Database.Database): (mark: string | null) => void {
  const write = client.prepare<[string | null]>(
    'INSERT INTO watching (id, mark, step) VALUES (1, ?, 1) ON CONFLICT DO UPDATE SET mark = excluded.mark, step = step + 1',
  )
  return (mark) => void write.run(mark)
}
