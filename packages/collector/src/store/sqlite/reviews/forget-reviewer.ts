// Forgets who reviewed, and what was said in words, and keeps what it came to. The name is looked for in every review:
// it is asked for seldom, and an index of all names would be written with every review.

import type { ReviewDecision } from '@trimtab/contract'
import type { ChangedBy } from '../../changed-by.ts'
import type { ReviewStore } from '../../state-reviews.ts'
import { queueChanged } from '../../audit-entries.ts'
import { appendEntry } from '../audit.ts'
import type { Connection } from '../connection.ts'
import { reviewQueue } from '../schema/reviews.ts'
import { toText } from '../stored-text.ts'
import { withRest } from '../upkeep/rest.ts'
import { writeQueue } from './queues.ts'
import { withoutWords } from './without-words.ts'

/** Of one transaction: a few milliseconds. */
const REVIEWS_AT_ONCE = 200

export function reviewerForgetting(db: Connection, makeId: () => string): Pick<ReviewStore, 'forgetReviewer'> {
  const client = db.$client
  const selectItems = client.prepare<[string], number>('SELECT item FROM review WHERE reviewer = ?').pluck()
  const select = client.prepare<[number, string], { decision: ReviewDecision | null; body: string }>(
    'SELECT decision, body FROM review WHERE item = ? AND reviewer = ?',
  )
  const rename = client.prepare<[{ item: number; reviewer: string; nameless: string; body: string }]>(
    'UPDATE review SET reviewer = @nameless, body = @body, took_ms = NULL WHERE item = @item AND reviewer = @reviewer',
  )
  const remove = client.prepare<[number, string]>('DELETE FROM review WHERE item = ? AND reviewer = ?')
  const endLeases = client.prepare<[string]>('DELETE FROM review_lease WHERE reviewer = ?')

  const forgetSome = client.transaction((items: number[], reviewer: string, nameless: string): number => {
    let forgotten = 0
    for (const item of items) {
      const found = select.get(item, reviewer)
      // What was taken back says nothing but that this reviewer once did.
      if (found === undefined || found.decision === null) remove.run(item, reviewer)
      else {
        rename.run({ item, reviewer, nameless, body: withoutWords(found.body) })
        forgotten += 1
      }
    }
    return forgotten
  })

  return {
    forgetReviewer: async (name, by) => {
      // What was there is overwritten on the disk, and not only let go.
      client.pragma('secure_delete = ON')
      const reviewer = toText(name)
      const nameless = `forgotten-${makeId()}`
      const items = selectItems.all(reviewer)
      let reviews = 0
      for (let from = 0; from < items.length; from += REVIEWS_AT_ONCE) {
        const some = items.slice(from, from + REVIEWS_AT_ONCE)
        reviews += await withRest(() => forgetSome.immediate(some, reviewer, nameless))
      }
      endLeases.run(reviewer)
      return { reviews, queues: takeFromLists(db, name, nameless, by) }
    },
  }
}

function takeFromLists(db: Connection, name: string, nameless: string, by: ChangedBy): number {
  return db.transaction(
    () => {
      const queues = db.select({ body: reviewQueue.body }).from(reviewQueue).all()
      const naming = queues.map(({ body }) => body).filter(({ reviewers }) => reviewers.includes(name))
      for (const queue of naming) {
        const others = queue.reviewers.filter((reviewer) => reviewer !== name)
        const changed = { ...queue, reviewers: others.length > 0 ? others : [nameless], updatedAt: by.at }
        writeQueue(db, changed)
        appendEntry(db, queueChanged(queue, changed, by))
      }
      return naming.length
    },
    { behavior: 'immediate' },
  )
}
