// Which address shows what, in both directions. The filters of a list are its address, so that a view can be sent.
import type { PredictionFilters } from './api/client.ts'

export const PATHS = { overview: '/', predictions: '/predictions', prediction: '/predictions/:id' } as const

export function predictionsHref(filters: PredictionFilters, id: string | null = null): string {
  const search = new URLSearchParams()
  if (filters.task !== null) search.set('task', filters.task)
  if (filters.feedback !== null) search.set('feedback', filters.feedback)
  const path = id === null ? PATHS.predictions : `${PATHS.predictions}/${encodeURIComponent(id)}`
  return search.size === 0 ? path : `${path}?${search}`
}

export function readFilters(search: string): PredictionFilters {
  const params = new URLSearchParams(search)
  return { task: params.get('task') || null, feedback: params.get('feedback') || null }
}
