// Which address shows what, in both directions. The filters of a list are its address, so that a view can be sent.
import type { PredictionFilters } from './api/filters.ts'

export const PATHS = { overview: '/', predictions: '/predictions', prediction: '/predictions/:id' } as const

export function predictionsHref(filters: PredictionFilters, id: string | null = null): string {
  const search = new URLSearchParams(filters.map(([name, value]) => [name, value]))
  const path = id === null ? PATHS.predictions : `${PATHS.predictions}/${encodeURIComponent(id)}`
  return search.size === 0 ? path : `${path}?${search}`
}

/** A name without a value is no condition. */
export function readFilters(search: string): PredictionFilters {
  return [...new URLSearchParams(search)].filter(([, value]) => value !== '')
}
