// Rows of reviews as they are read and written. One that was taken back stays as a row that says nothing but how often
// it was changed.

import type { Review, ReviewDecision } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { fromText, toText } from '../stored-text.ts'
import { IS_OF_QUEUE } from './item-rows.ts'

type Body = Pick<Review, 'correction' | 'answers' | 'note' | 'feedback'>

interface ReviewRow {
  item: number
  id: string
  reviewer: string
  decision: ReviewDecision | null
  body: string
  revision: number
  tookMs: number | null
  at: string
}

const COLUMNS = `review.item, review_item.id, review.reviewer, review.decision, review.body, review.revision,
  review.took_ms AS tookMs, review.at`

/** What reviewers decided of these items, by their sequences: the oldest first. */
export function prepareReadReviews(
  client: Database.Database,
): (items: readonly { sequence: number }[]) => Map<number, Review[]> {
  const select = client.prepare<[string], ReviewRow>(
    `SELECT ${COLUMNS} FROM json_each(?) AS asked
       CROSS JOIN review ON review.item = asked.value CROSS JOIN review_item ON sequence = review.item
     WHERE review.decision IS NOT NULL ORDER BY review.at, review.reviewer`,
  )
  return (items) => {
    const reviews = new Map<number, Review[]>()
    for (const row of select.iterate(JSON.stringify(items.map(({ sequence }) => sequence)))) {
      const review = reviewOf(row)
      if (review === null) continue
      const known = reviews.get(row.item)
      if (known === undefined) reviews.set(row.item, [review])
      else known.push(review)
    }
    return reviews
  }
}

/** Of an item by its id; null where this reviewer never said anything of it. */
export function prepareFindReview(
  client: Database.Database,
): (id: string, reviewer: string) => { review: Review | null; revision: number } | null {
  const select = client.prepare<[id: string, reviewer: string], ReviewRow>(
    `SELECT ${COLUMNS} FROM review_item CROSS JOIN review ON review.item = sequence
     WHERE review_item.id = ? AND review.reviewer = ? AND ${IS_OF_QUEUE}`,
  )
  return (id, reviewer) => {
    const row = select.get(id, toText(reviewer))
    return row === undefined ? null : { review: reviewOf(row), revision: row.revision }
  }
}

export interface WrittenReview extends Body, Pick<Review, 'reviewer' | 'tookMs' | 'at' | 'revision'> {
  item: number
  /** Null: it is taken back. */
  decision: ReviewDecision | null
}

/** In the place of what this reviewer said before. */
export function prepareWriteReview(client: Database.Database): (review: WrittenReview) => void {
  const insert = client.prepare(
    `INSERT INTO review (item, reviewer, decision, body, revision, took_ms, at)
     VALUES (@item, @reviewer, @decision, @body, @revision, @tookMs, @at)
     ON CONFLICT (item, reviewer) DO UPDATE SET decision = excluded.decision, body = excluded.body,
       revision = excluded.revision, took_ms = excluded.took_ms, at = excluded.at`,
  )
  return ({ reviewer, correction, answers, note, feedback, ...row }) => {
    const body: Body = { correction, answers, note, feedback }
    insert.run({ ...row, reviewer: toText(reviewer), body: JSON.stringify(body) })
  }
}

function reviewOf({ id, reviewer, decision, body, revision, tookMs, at }: ReviewRow): Review | null {
  if (decision === null) return null
  return { id, reviewer: fromText(reviewer), decision, ...(JSON.parse(body) as Body), tookMs, at, revision }
}
