// The counts of the first screen, from indexes: no row is read for being counted.

import { type Overview, PREDICTION_STATUSES, type PredictionKind, type Task } from '@trimtab/contract'
import { sql } from 'drizzle-orm'
import type { Connection } from './connection.ts'
import { fromText } from './stored-text.ts'

export function readOverview(db: Connection): Overview {
  const rows = readTasks(db)
  const total = (part: (row: TaskRow) => number | null): number => rows.reduce((sum, row) => sum + (part(row) ?? 0), 0)
  return {
    predictions: total((row) => row.predictions),
    rated: total((row) => row.rated),
    corrected: total((row) => row.corrected),
    waiting: count(db, sql`SELECT count(*) AS count FROM feedback WHERE is_waiting = 1`),
    tasks: rows.map(taskOf),
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
  rated: number | null
  firstMs: number
  lastMs: number
}

/** Few have an opinion: CROSS JOIN begins with those. */
function readTasks(db: Connection): TaskRow[] {
  return db.all<TaskRow>(sql`
    WITH thought AS (
      SELECT prediction.task,
             count(*) FILTER (WHERE thumbs = 'up') AS thumbsUp,
             count(*) FILTER (WHERE thumbs = 'down') AS thumbsDown,
             count(*) FILTER (WHERE is_corrected = 1) AS corrected,
             count(*) FILTER (WHERE is_rated = 1) AS rated
      FROM opinion CROSS JOIN prediction ON prediction.id = opinion.prediction
      GROUP BY prediction.task
    ), counted AS (
      SELECT task, count(*) AS predictions, min(started) / 1000000 AS firstMs, max(started) / 1000000 AS lastMs
      FROM prediction GROUP BY task
    )
    SELECT task.name, predictions, firstMs, lastMs, thumbsUp, thumbsDown, corrected, rated,
           (SELECT count(*) FROM prediction
            WHERE prediction.task = task.id AND status <> 0
              AND status = ${PREDICTION_STATUSES.indexOf('error')}) AS errors,
           (SELECT source.kind FROM prediction JOIN source ON source.id = prediction.source
            WHERE prediction.task = task.id ORDER BY started DESC LIMIT 1) AS kind
    FROM counted JOIN task ON task.id = counted.task LEFT JOIN thought ON thought.task = counted.task
    ORDER BY lastMs DESC, task.name`)
}

function taskOf({ name, kind, predictions, errors, firstMs, lastMs, ...row }: TaskRow): Task {
  return {
    task: fromText(name),
    kind,
    predictions,
    errors,
    thumbsUp: row.thumbsUp ?? 0,
    thumbsDown: row.thumbsDown ?? 0,
    corrected: row.corrected ?? 0,
    firstAt: new Date(firstMs).toISOString(),
    lastAt: new Date(lastMs).toISOString(),
  }
}
