// What the reviews of a queue add up to: rates over all that its rules fit, whether reviewers agree, and how they work.

import type { ReviewQueue, ReviewReport } from '@trimtab/contract'
import type { RowsReading } from '../../store/rows-reading.ts'
import { REVIEWS_READ_MAX, type ReviewStore } from '../../store/state-reviews.ts'
import { agreementReport, pairsReport } from './agreement.ts'
import { fieldMeans, goodRate, strataReport } from './rates.ts'
import { readJudges } from './read-judges.ts'
import { reportWarnings } from './report-warnings.ts'
import { reviewedItems } from './reviewed-items.ts'
import { reviewersReport } from './reviewers.ts'

export interface ReportParts {
  state: Pick<ReviewStore, 'reviews' | 'reviewStrata'>
  rows: Pick<RowsReading, 'sums' | 'prediction'>
  queue: ReviewQueue
  nowMs: number
}

export async function readReviewReport({ state, rows, queue, nowMs }: ReportParts): Promise<ReviewReport> {
  const [reviews, strata] = await Promise.all([state.reviews(queue.id, REVIEWS_READ_MAX), state.reviewStrata(queue.id)])
  const items = reviewedItems(reviews)
  const judges = items.length === 0 ? [] : await readJudges({ rows, queue, items, strata, nowMs })
  const reviewers = reviewersReport(reviews, items)
  const report = {
    good: goodRate(items, strata),
    strata: strataReport(items, strata),
    agreement: agreementReport(items, queue.fields),
    isWhole: reviews.length < REVIEWS_READ_MAX,
  }
  return {
    queue: queue.id,
    reviews: reviews.filter(({ decision }) => decision !== 'skipped').length,
    ...report,
    fields: fieldMeans(items, strata, queue.fields),
    pairs: pairsReport(
      items,
      reviewers.map(({ reviewer }) => reviewer),
    ),
    reviewers,
    judges: judges ?? [],
    warnings: reportWarnings({ ...report, reviews, items, areJudgesElsewhere: judges === null }),
  }
}
