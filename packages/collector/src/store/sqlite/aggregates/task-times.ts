// When the first and the last prediction of each task began: out of an index as far as they are stored, and of what
// retention removed as it was kept then.

import { CELL_LEVELS, type TaskTimes } from '../../rows-folding.ts'
import type { Connection } from '../connection.ts'
import { fromText } from '../stored-text.ts'
import { prepareReadSource } from './measured.ts'
import { GONE } from './parts.ts'

interface Times {
  source: number
  firstMs: number
  lastMs: number
}

export function prepareReadTaskTimes({ $client: client }: Connection): (limit: number) => TaskTimes[] {
  const selectTasks = client.prepare<[], { id: number; name: string }>('SELECT id, name FROM task')
  const selectStored = client.prepare<[number, number], Times>(
    `SELECT last.source, last.started / 1000000 AS lastMs, first.started / 1000000 AS firstMs
     FROM (SELECT source, started FROM prediction WHERE task = ? ORDER BY started DESC LIMIT 1) AS last,
       (SELECT started FROM prediction WHERE task = ? ORDER BY started LIMIT 1) AS first`,
  )
  const selectGone = client.prepare<[number], Times>(
    `SELECT source, first_ms AS firstMs, last_ms AS lastMs FROM cell
     WHERE level = ${CELL_LEVELS.indexOf('ever')} AND task = ? AND start = 0 AND part = ${GONE} AND first_ms IS NOT NULL`,
  )
  const readSource = prepareReadSource(client)

  function timesOf({ id, name }: { id: number; name: string }): TaskTimes[] {
    const times = [selectStored.get(id, id) ?? [], selectGone.all(id)].flat()
    const last = times.toSorted((left, right) => right.lastMs - left.lastMs)[0]
    if (last === undefined) return []
    return [
      {
        task: fromText(name),
        kind: readSource(last.source).kind ?? 'generation',
        firstMs: Math.min(...times.map(({ firstMs }) => firstMs)),
        lastMs: last.lastMs,
      },
    ]
  }

  return client.transaction((limit: number): TaskTimes[] =>
    selectTasks
      .all()
      .flatMap(timesOf)
      .toSorted((left, right) => right.lastMs - left.lastMs || (left.task < right.task ? -1 : 1))
      .slice(0, limit),
  )
}
