// Which address shows what, in both directions. The filters of a list are its address, so that a view can be sent.
import type { PredictionFilters } from './api/filters.ts'

export const PATHS = {
  overview: '/',
  predictions: '/predictions',
  prediction: '/predictions/:id',
  review: '/review',
  newQueue: '/review/new',
  quality: '/review/quality',
  queue: '/review/:queue',
  queueReport: '/review/:queue/report',
  queueEdit: '/review/:queue/edit',
  waiting: '/waiting',
} as const

export function predictionsHref(filters: PredictionFilters, id: string | null = null): string {
  const search = new URLSearchParams(filters.map(([name, value]) => [name, value]))
  const path = id === null ? PATHS.predictions : `${PATHS.predictions}/${encodeURIComponent(id)}`
  return search.size === 0 ? path : `${path}?${search}`
}

/** One of the pages of a queue. */
export function queueHref(id: string, page: 'queue' | 'queueReport' | 'queueEdit' = 'queue'): string {
  return PATHS[page].replace(':queue', encodeURIComponent(id))
}

export function newQueueHref(task: string | null = null): string {
  return task === null ? PATHS.newQueue : `${PATHS.newQueue}?${new URLSearchParams({ task })}`
}

export function qualityHref(task: string, by: string | null): string {
  return `${PATHS.quality}?${new URLSearchParams(by === null ? { task } : { task, by })}`
}

/** A name without a value is no condition. */
export function readFilters(search: string): PredictionFilters {
  return [...new URLSearchParams(search)].filter(([, value]) => value !== '')
}
