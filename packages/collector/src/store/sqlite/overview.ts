// The counts of the first screen, from indexes: no row is read for being counted.

import { type Overview, PREDICTION_STATUSES, type PredictionKind, type Task } from '@trimtab/contract'
import { sql } from 'drizzle-orm'
import type { Connection } from './connection.ts'
import { fromText } from './stored-text.ts'

export function readOverview(db: Connection): Overview {
  const tasks = readTasks(db)
  const total = (part: (task: Task) => number): number => tasks.reduce((sum, task) => sum + part(task), 0)
  return {
    predictions: total((task) => task.predictions),
    rated: count(db, sql`SELECT count(*) AS count FROM opinion WHERE is_rated = 1`),
    corrected: total((task) => task.corrected),
    waiting: count(db, sql`SELECT count(*) AS count FROM feedback WHERE is_waiting = 1`),
    tasks,
  }
}

function count(db: Connection, query: ReturnType<typeof sql>): number {
  return db.get<{ count: number }>(query).count
}

interface TaskRow {
  name: string
  kind: PredictionKind
  predictions: number
  errors: number
  thumbsUp: number | null
  thumbsDown: number | null
  corrected: number | null
  firstMs: number
  lastMs: number
}

function readTasks(db: Connection): Task[] {
  const rows = db.all<TaskRow>(sql`
    WITH thought AS (
      SELECT prediction.task,
             count(*) FILTER (WHERE thumbs = 'up') AS thumbsUp,
             count(*) FILTER (WHERE thumbs = 'down') AS thumbsDown,
             count(*) FILTER (WHERE is_corrected = 1) AS corrected
      FROM opinion JOIN prediction ON prediction.id = opinion.prediction
      GROUP BY prediction.task
    ), counted AS (
      SELECT task, count(*) AS predictions, min(started) / 1000000 AS firstMs, max(started) / 1000000 AS lastMs
      FROM prediction GROUP BY task
    )
    SELECT task.name, predictions, firstMs, lastMs, thumbsUp, thumbsDown, corrected,
           (SELECT count(*) FROM prediction
            WHERE prediction.task = task.id AND status <> 0
              AND status = ${PREDICTION_STATUSES.indexOf('error')}) AS errors,
           (SELECT source.kind FROM prediction JOIN source ON source.id = prediction.source
            WHERE prediction.task = task.id ORDER BY started DESC LIMIT 1) AS kind
    FROM counted JOIN task ON task.id = counted.task LEFT JOIN thought ON thought.task = counted.task
    ORDER BY lastMs DESC, task.name`)
  return rows.map(({ name, firstMs, lastMs, thumbsUp, thumbsDown, corrected, ...task }) => ({
    ...task,
    task: fromText(name),
    thumbsUp: thumbsUp ?? 0,
    thumbsDown: thumbsDown ?? 0,
    corrected: corrected ?? 0,
    firstAt: new Date(firstMs).toISOString(),
    lastAt: new Date(lastMs).toISOString(),
  }))
}
