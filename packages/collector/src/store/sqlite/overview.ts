// The counts of the first screen, straight from the rows.

import type { Overview, Task } from '@trimtab/contract'
import { sql } from 'drizzle-orm'
import type { Connection } from './connection.ts'

export function readOverview(db: Connection): Overview {
  const tasks = readTasks(db)
  const total = (count: (task: Task) => number): number => tasks.reduce((sum, task) => sum + count(task), 0)
  return {
    predictions: total((task) => task.predictions),
    rated: db.get<{ count: number }>(sql`SELECT count(*) AS count FROM opinion WHERE is_rated = 1`).count,
    corrected: total((task) => task.corrected),
    waiting: countWaiting(db),
    tasks,
  }
}

function readTasks(db: Connection): Task[] {
  // With max() SQLite takes the other columns of a group from the row that holds the maximum: the newest kind.
  const rows = db.all<Omit<Task, 'firstAt' | 'lastAt'> & { firstMs: number; lastMs: number }>(sql`
    SELECT task,
           json_extract(facts, '$.kind') AS kind,
           count(*) AS predictions,
           count(*) FILTER (WHERE status = 'error') AS errors,
           count(*) FILTER (WHERE thumbs = 'up') AS thumbsUp,
           count(*) FILTER (WHERE thumbs = 'down') AS thumbsDown,
           count(*) FILTER (WHERE is_corrected = 1) AS corrected,
           (SELECT min(started_ms) FROM prediction AS first WHERE first.task = prediction.task) AS firstMs,
           max(started_ms) AS lastMs
    FROM prediction LEFT JOIN opinion ON opinion.prediction = prediction.id
    GROUP BY task
    ORDER BY lastMs DESC`)
  return rows.map(({ firstMs, lastMs, ...task }) => ({
    ...task,
    firstAt: new Date(firstMs).toISOString(),
    lastAt: new Date(lastMs).toISOString(),
  }))
}

function countWaiting(db: Connection): number {
  return db.get<{ count: number }>(sql`
    SELECT count(*) AS count FROM feedback WHERE NOT CASE target_kind
      WHEN 'prediction' THEN EXISTS (
        SELECT 1 FROM prediction WHERE trace_id = substr(target, 1, 32) AND span_id = substr(target, 34))
      WHEN 'key' THEN EXISTS (
        SELECT 1 FROM prediction WHERE key = target AND (feedback.task IS NULL OR feedback.task = prediction.task))
      WHEN 'responseId' THEN EXISTS (
        SELECT 1 FROM prediction WHERE response_id = target AND (feedback.task IS NULL OR feedback.task = prediction.task))
      ELSE EXISTS (
        SELECT 1 FROM prediction WHERE session = target AND (feedback.task IS NULL OR feedback.task = prediction.task))
    END`).count
}
