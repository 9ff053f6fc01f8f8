// When the first and the last prediction of each task began: out of an index as far as they are stored, and of what
// retention removed as it was kept then.

import { CELL_LEVELS, type TaskTimes } from '../../rows-folding.ts'
import type { Connection } from '../connection.ts'
import { fromText } from '../stored-text.ts'
import { BY_BOTH, BY_TASK, OTHERS } from './grains.ts'
import { prepareReadSource } from './measured.ts'
import { GONE } from './parts.ts'

/** Tasks that may not be counted yet are looked for among the names that were said last. */
const NEW_TASKS_MAX = 1_000
const EVER = CELL_LEVELS.indexOf('ever')

interface Times {
  source: number
  firstMs: number
  lastMs: number
}

export function prepareReadTaskTimes({ $client: client }: Connection): (limit: number) => TaskTimes[] {
  // Of those alone that are counted by themselves, and of new ones as long as there is room to count them so.
  const selectTasks = client.prepare<[number], { id: number; name: string }>(
    `SELECT task.id, task.name
     FROM (SELECT task AS id FROM cell WHERE level = ${EVER} AND grain = ${BY_TASK} AND start = 0 AND task > ${OTHERS}
           UNION SELECT id FROM (SELECT id FROM task WHERE NOT EXISTS (SELECT 1 FROM cell
             WHERE level = ${EVER} AND grain = ${BY_TASK} AND start = 0 AND task = ${OTHERS})
           ORDER BY id DESC LIMIT ${NEW_TASKS_MAX})) AS each
       CROSS JOIN task ON task.id = each.id
     ORDER BY max(coalesce((SELECT max(started) FROM prediction WHERE prediction.task = each.id) / 1000000, 0),
       coalesce((SELECT max(last_ms) FROM cell
         WHERE level = ${EVER} AND grain = ${BY_BOTH} AND start = 0 AND cell.task = each.id AND part = ${GONE}), 0)) DESC,
       task.name
     LIMIT ?`,
  )
  const selectStored = client.prepare<[number, number], Times>(
    `SELECT last.source, last.started / 1000000 AS lastMs, first.started / 1000000 AS firstMs
     FROM (SELECT source, started FROM prediction WHERE task = ? ORDER BY started DESC LIMIT 1) AS last,
       (SELECT started FROM prediction WHERE task = ? ORDER BY started LIMIT 1) AS first`,
  )
  const selectGone = client.prepare<[number], Times>(
    `SELECT source, first_ms AS firstMs, last_ms AS lastMs FROM cell
     WHERE level = ${EVER} AND grain = ${BY_BOTH} AND start = 0 AND task = ? AND part = ${GONE}
       AND first_ms IS NOT NULL`,
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

  return client.transaction((limit: number): TaskTimes[] => selectTasks.all(limit).flatMap(timesOf))
}
