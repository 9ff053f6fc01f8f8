// What is in review queues, on SQLite: one item, pages of them, and what they add up to.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ReviewReason } from '@trimtab/contract'
import type { ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'
import { prepareItemCounts } from './item-counts.ts'
import { factsOf, prepareFindItem, prepareReadItems } from './item-rows.ts'
import { prepareCountLeased } from './leases.ts'
import { prepareMoveItem } from './move-item.ts'
import { prepareReadReviews } from './review-rows.ts'

/** Read together; others have their turn in between. */
const ITEMS_AT_ONCE = 1_000

type ItemHalf = Pick<
  ReviewStore,
  'reviewProgress' | 'reviewItem' | 'dropReviewItem' | 'reviewItems' | 'reviews' | 'reviewStrata'
>

export function itemTable(db: Connection): ItemHalf {
  const client = db.$client
  const counts = prepareItemCounts(client)
  const findItem = prepareFindItem(client)
  const readItems = prepareReadItems(client)
  const readReviews = prepareReadReviews(client)
  const countLeased = prepareCountLeased(client)
  const moveItem = prepareMoveItem(client)
  const drop = client.transaction((id: string) => {
    const item = findItem(id)
    if (item?.state === 'open') moveItem(item, { isDropped: true })
  })

  async function* pagesOf(queue: string) {
    for (let before: number | undefined; ;) {
      const page = readItems({ queue, before, limit: ITEMS_AT_ONCE })
      before = page.at(-1)?.sequence
      if (before === undefined) return
      yield page
      await nextTurn()
    }
  }

  return {
    reviewProgress: async (queue, now) => ({ ...counts.read(queue), leased: countLeased(queue, now) }),

    reviewItem: async (id) => {
      const item = findItem(id)
      return item === null ? null : factsOf(item)
    },

    dropReviewItem: async (id) => drop.immediate(id),

    reviewItems: async (page) => {
      const items = readItems(page)
      const reviews = readReviews(items)
      return items.map((item) => ({
        sequence: item.sequence,
        item: factsOf(item),
        reviews: reviews.get(item.sequence) ?? [],
      }))
    },

    reviews: async (queue, limit) => {
      const found: Awaited<ReturnType<ReviewStore['reviews']>> = []
      for await (const page of pagesOf(queue)) {
        const reviews = readReviews(page)
        for (const row of page) {
          const item = factsOf(row)
          for (const review of reviews.get(row.sequence) ?? []) {
            if (found.length === limit) return found
            found.push({ ...review, item })
          }
        }
      }
      return found
    },

    reviewStrata: async (queue) => {
      const strata = new Map<ReviewReason, { reason: ReviewReason; picked: number; population: number }>()
      for await (const page of pagesOf(queue)) {
        for (const { reason, probability } of page) {
          if (probability === null) continue
          const { picked, population } = strata.get(reason) ?? { picked: 0, population: 0 }
          strata.set(reason, { reason, picked: picked + 1, population: population + 1 / probability })
        }
      }
      return [...strata.values()]
    },
  }
}
