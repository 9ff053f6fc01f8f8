// Takes the words out of reviews of predictions that are removed because they are old: whoever is forgotten later could
// not be found in them any more. What was decided stays, so rates do.

import type { ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'
import { withRest } from '../upkeep/rest.ts'
import { withoutWords } from './without-words.ts'

interface Worded {
  item: number
  reviewer: string
  body: string
}

export function wordForgetting({ $client: client }: Connection): Pick<ReviewStore, 'forgetReviewWords'> {
  const isOfThese = 'prediction IN (SELECT value FROM json_each(?))'
  const hasAny = client.prepare<[string], number>(`SELECT 1 FROM review_item WHERE ${isOfThese} LIMIT 1`).pluck()
  const select = client.prepare<[string], Worded>(
    `SELECT item, reviewer, body FROM review_item CROSS JOIN review ON item = sequence WHERE ${isOfThese}`,
  )
  const update = client.prepare<Worded>('UPDATE review SET body = @body WHERE item = @item AND reviewer = @reviewer')
  const clearDetails = client.prepare<[string]>(
    `UPDATE review_item SET detail = NULL WHERE detail IS NOT NULL AND ${isOfThese}`,
  )
  const forget = client.transaction((predictions: string) => {
    for (const { body, ...review } of select.all(predictions)) {
      const left = withoutWords(body)
      if (left !== body) update.run({ ...review, body: left })
    }
    clearDetails.run(predictions)
  })
  return {
    forgetReviewWords: async (ids) => {
      const predictions = JSON.stringify(ids)
      // Most of what is old nobody reviewed: that takes no lock.
      if (hasAny.get(predictions) === undefined) return
      client.pragma('secure_delete = ON')
      await withRest(() => forget.immediate(predictions))
    },
  }
}
