// Which predictions a list shows. Each filter has its name in the page's address and in the collector's query.

export const FILTERS = ['task', 'q', 'feedback', 'status', 'model', 'session', 'user', 'tag'] as const
export type FilterName = (typeof FILTERS)[number]

/** Null is no condition. */
export type PredictionFilters = { [name in FilterName]: string | null }

export const NO_FILTERS: PredictionFilters = {
  task: null,
  q: null,
  feedback: null,
  status: null,
  model: null,
  session: null,
  user: null,
  tag: null,
}
