// What the ground truth says now of each of many keys, by the rule of opinions: the newest word of each actor counts, what
// was taken back does not, and between actors the newest.

import type { Feedback } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { KnownTruth, RowsReading } from '../rows-reading.ts'
import { FEEDBACK_ON_TARGET_MAX } from './feedback.ts'
import { FEEDBACK_COLUMNS, type FeedbackRow, readFeedback } from './feedback-body.ts'
import type { FeedbackRules } from './opinions.ts'
import { toText, toTextOrNull } from './stored-text.ts'

export function prepareReadTruths(
  client: Database.Database,
  { byNewest }: Pick<FeedbackRules, 'byNewest'>,
): RowsReading['truths'] {
  // Of one key the newest arrivals, as everywhere.
  const select = client.prepare<{ keys: string; task: string | null }, FeedbackRow>(
    `SELECT ${FEEDBACK_COLUMNS} FROM (SELECT value FROM json_each(@keys)) AS asked CROSS JOIN feedback ON sequence IN (
       SELECT sequence FROM feedback
       WHERE target_kind = 'key' AND target = asked.value AND (task IS NULL OR task = @task)
       ORDER BY sequence DESC LIMIT ${FEEDBACK_ON_TARGET_MAX})
     WHERE body ->> '$.source' = 'ground_truth'`,
  )

  return async ({ keys, task }) => {
    const rows = select.all({ keys: JSON.stringify([...new Set(keys)].map(toText)), task: toTextOrNull(task) })
    const saidOf = Map.groupBy(rows.map(readFeedback).filter(isTruth), ({ key }) => key ?? '')
    return [...saidOf].flatMap(([key, said]) => {
      const newest = newestLabel(said.toSorted(byNewest))
      return newest === null ? [] : [{ key, ...newest }]
    })
  }
}

/** A label under a name is about something narrower. */
function isTruth({ kind, name, of }: Feedback): boolean {
  return name === null && (kind === 'label' || (kind === 'retraction' && of?.kind === 'label'))
}

function newestLabel(newestFirst: readonly Feedback[]): Omit<KnownTruth, 'key'> | null {
  const heard = new Set<string | null>()
  for (const { actor, kind, value, at } of newestFirst) {
    if (heard.has(actor)) continue
    heard.add(actor)
    if (kind === 'label') return { value, at }
  }
  return null
}
