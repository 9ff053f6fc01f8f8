// Figures over many predictions: of a task, of a slice of it, of an hour or a day. They come from sums, never from rows.

/** Of the values that were said; each within one part in a hundred of the true one. */
export interface Quantiles {
  count: number
  p50: number
  p90: number
  p95: number
  p99: number
}

export interface Figures {
  predictions: number
  errors: number
  cancelled: number
  /** Null where none was said. */
  durationMs: Quantiles | null
  firstTokenMs: Quantiles | null
  inputTokens: number
  outputTokens: number
  cachedInputTokens: number
  reasoningTokens: number
  /** Of all whose cost is known, the estimated part included. */
  costUsd: number
  /** The part that senders did not say and a list of prices did. */
  estimatedUsd: number
  /** Predictions with tokens whose cost nobody knows. */
  unpriced: number
  /** Predictions whose current opinion this is. */
  thumbsUp: number
  thumbsDown: number
  /** A thumb or a score. */
  rated: number
  corrected: number
  /** Over those with a score. */
  score: { mean: number; count: number } | null
}

/** By what figures can be taken apart. */
export const SLICES = [
  'model',
  'provider',
  'prompt',
  'promptVersion',
  'variant',
  'environment',
  'service',
  'release',
  'kind',
] as const
export type Slice = (typeof SLICES)[number]

/** Only of these values of each slice. */
export type SliceFilter = { [slice in Slice]?: string[] | undefined }

export const SERIES_STEPS = ['hour', 'day'] as const
export type SeriesStep = (typeof SERIES_STEPS)[number]

/** One slice of a series over time; the points are those in which there was anything. */
export interface SeriesGroup {
  /** Null where nothing was sent, and in a series that is not taken apart. */
  name: string | null
  total: Figures
  points: (Figures & { at: string })[]
}

/** `GET /api/series`. */
export interface Series {
  /** The whole hours or days that the figures are of. */
  from: string
  to: string
  step: SeriesStep
  by: Slice | null
  /** The largest first. */
  groups: SeriesGroup[]
  /** The rest in one, where there are more groups than are shown. */
  others: SeriesGroup | null
  /** False while the newest rows are not in yet. */
  isWhole: boolean
}

/** `GET /api/facets`: what there is to choose from, the most frequent first. */
export interface Facet {
  /** A slice, `tag`, or `metadata.` and a key. */
  name: string
  values: { value: string; predictions: number; lastAt: string }[]
  /** Whether there are more values than are kept. */
  isCut: boolean
}

export interface Facets {
  facets: Facet[]
}
