// The reviews of the state half on SQLite, put together: queues, how far their filling is, items, leases and reviews.

import type { ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'

export function reviewTables(_db: Connection): ReviewStore {
  const unfinished = (): Promise<never> => Promise.reject(new Error('not there yet'))
  return {
    reviewQueues: unfinished,
    reviewQueue: unfinished,
    addReviewQueue: unfinished,
    changeReviewQueue: unfinished,
    deleteReviewQueue: unfinished,
    filling: unfinished,
    moveFilling: unfinished,
    openReviewItems: unfinished,
    pickForReview: unfinished,
    reviewProgress: unfinished,
    reviewItem: unfinished,
    leaseReviewItem: unfinished,
    dropReviewItem: unfinished,
    review: unfinished,
    reviewRevision: unfinished,
    saveReview: unfinished,
    takeBackReview: unfinished,
    reviewItems: unfinished,
    reviews: unfinished,
    reviewStrata: unfinished,
  }
}
