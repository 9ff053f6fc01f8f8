// Whether what is known of reviews agrees: each is of an item and each item of a queue, an item is done exactly when as
// many reviewed it as are wanted, and what is counted of a queue is what is in it.

import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'

const CURE = 'Put a backup in its place with `trimtab restore`, or delete the queue and make it again.'

/** Each says whether there is anything wrong; its sentence what that is. */
const CHECKS: readonly { sentence: string; select: string }[] = [
  {
    sentence: 'There are reviews of items that are not there.',
    select: `SELECT 1 FROM review WHERE NOT EXISTS (SELECT 1 FROM review_item WHERE sequence = item)
      UNION ALL SELECT 1 FROM review_lease WHERE NOT EXISTS (SELECT 1 FROM review_item WHERE sequence = item)`,
  },
  {
    sentence: 'Review items say of another number of reviews that they are done than there are.',
    select: `SELECT 1 FROM review_item WHERE done <> (
      SELECT count(*) FROM review WHERE item = sequence AND decision IS NOT NULL AND decision <> 'skipped')`,
  },
  {
    sentence: 'Review items are open that as many reviewed as are wanted, or done that still want somebody.',
    select: `SELECT 1 FROM review_item WHERE state <> 'dropped' AND (state = 'done') <> (done >= wanted)`,
  },
  {
    sentence: 'Review queues count other items than are in them.',
    select: `SELECT 1 FROM review_queue AS queue LEFT JOIN review_count AS counted ON counted.queue = queue.id
      WHERE (counted.open, counted.done, counted.dropped, counted.skipped) IS NOT (
        SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'done'),
          count(*) FILTER (WHERE state = 'dropped'),
          ifnull(sum((SELECT count(*) FROM review WHERE item = sequence AND decision = 'skipped')), 0)
        FROM review_item WHERE review_item.queue = queue.id)`,
  },
]

/** A queue that is deleted leaves them for a moment, or until somebody tidies where that broke off. */
const HAS_LEFTOVERS = 'SELECT 1 FROM review_item WHERE queue NOT IN (SELECT id FROM review_queue)'

export function checkReviews(client: Database.Database): StorageFinding[] {
  const isAny = (select: string): boolean => client.prepare(`${select} LIMIT 1`).get() !== undefined
  const found = CHECKS.filter(({ select }) => isAny(select)).map(({ sentence }): StorageFinding => ({
    severity: 'problem',
    sentence,
    cure: CURE,
  }))
  if (!isAny(HAS_LEFTOVERS)) return found
  const sentence = 'Items are left of review queues that are gone.'
  return [...found, { severity: 'warning', sentence, cure: 'A collector that runs removes them by itself.' }]
}
