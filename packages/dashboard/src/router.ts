// Which address shows what, in both directions. The filters of a list are its address, so that a view can be sent.
import { FILTERS, NO_FILTERS, type PredictionFilters } from './api/filters.ts'

export const PATHS = { overview: '/', predictions: '/predictions', prediction: '/predictions/:id' } as const

/** A filter that is not said is none. */
export function predictionsHref(filters: Partial<PredictionFilters>, id: string | null = null): string {
  const search = new URLSearchParams()
  for (const name of FILTERS) {
    const value = filters[name] ?? null
    if (value !== null) search.set(name, value)
  }
  const path = id === null ? PATHS.predictions : `${PATHS.predictions}/${encodeURIComponent(id)}`
  return search.size === 0 ? path : `${path}?${search}`
}

export function readFilters(search: string): PredictionFilters {
  const params = new URLSearchParams(search)
  const filters = { ...NO_FILTERS }
  for (const name of FILTERS) filters[name] = params.get(name) || null
  return filters
}
