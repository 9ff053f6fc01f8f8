// What a question may say in its address, by operation. Whatever is not said is no condition.

import type { AlarmState } from './alarm.ts'
import type { FeedbackFilter } from './feedback.ts'
import type { SeriesStep, Slice } from './figures.ts'
import type { PredictionKind, PredictionStatus, SearchPlace } from './prediction.ts'
import type { ReviewState } from './review.ts'
import type { ViewScreen } from './saved-view.ts'

export interface PageQuery {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined
  limit?: number | undefined
}

/** ISO 8601 with a zone: only what started in [from, to). */
export interface TimeQuery {
  from?: string | undefined
  to?: string | undefined
}

/** By what figures can be taken apart they can be narrowed too. Of several values one must hold. */
export type SliceQuery = { [slice in Exclude<Slice, 'kind'>]?: string[] | undefined } & {
  kind?: PredictionKind[] | undefined
}

/** `GET /api/predictions`. */
export interface PredictionsQuery extends PageQuery, TimeQuery, SliceQuery {
  task?: string | undefined
  /** Words; `"a phrase"`; `begin*`; `-without`. */
  q?: string | undefined
  in?: SearchPlace | undefined
  status?: PredictionStatus[] | undefined
  feedback?: FeedbackFilter | undefined
  session?: string | undefined
  user?: string | undefined
  key?: string | undefined
  responseId?: string | undefined
  /** All of them. */
  tag?: string[] | undefined
  /** All of them; in an address one is `metadata.KEY=value`. */
  metadata?: { [key: string]: string[] } | undefined
}

/** `GET /api/series`. */
export interface SeriesQuery extends TimeQuery, SliceQuery {
  task?: string | undefined
  step?: SeriesStep | undefined
  by?: Slice | undefined
}

/** `GET /api/facets`; of all tasks together where none is said. */
export interface FacetsQuery {
  task?: string | undefined
}

/** `GET /api/sessions`. */
export interface SessionsQuery extends PageQuery {
  task?: string | undefined
}

/** `GET /api/views`. */
export interface ViewsQuery {
  screen?: ViewScreen | undefined
}

/** `GET /api/quality`: the last 30 days where no time is said. */
export interface QualityQuery extends TimeQuery, SliceQuery {
  task: string
  by?: Slice | undefined
}

/** `GET /api/drift/{task}/{signal}`: the last day where nothing is said. */
export interface DriftTimeQuery extends TimeQuery {
  /** `24h`, `7d` or `2w`: so long before the end, in place of `from`. */
  since?: string | undefined
}

/** `GET /api/drift/report`: the last day of all tasks where nothing is said. */
export interface DriftReportQuery extends DriftTimeQuery {
  task?: string | undefined
}

/** `GET /api/drift`. */
export interface DriftQuery extends DriftReportQuery {
  /** `dimension=value`, such as `language=de`: only of what is all of them. */
  segment?: string[] | undefined
}

/** `GET /api/alarms`. */
export interface AlarmsQuery extends PageQuery {
  task?: string | undefined
  /** One of these. */
  state?: AlarmState[] | undefined
}

/** `GET /api/reviews/next`. */
export interface NextReviewQuery {
  queue: string
  /** Who asks: the item is kept for them. */
  reviewer: string
}

/** `DELETE /api/reviews/{id}`: whose review is taken back. */
export interface ReviewerQuery {
  reviewer: string
}

/** `GET /api/review-queues/{id}/items`. */
export interface ReviewItemsQuery extends PageQuery {
  state?: ReviewState | undefined
}

export const REVIEW_EXPORT_FORMATS = ['csv', 'jsonl'] as const

/** `GET /api/review-queues/{id}/export`. */
export interface ReviewExportQuery {
  format?: (typeof REVIEW_EXPORT_FORMATS)[number] | undefined
}
