// Which predictions a list shows. Each filter has its name in the page's address and in the collector's query.
import type { FeedbackFilter, PredictionsQuery, PredictionStatus } from '@trimtab/contract'

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

/** As the collector is asked. An address may say a status that there is none of: then the collector says so. */
export function queryOf({ status, model, tag, feedback, ...names }: PredictionFilters): PredictionsQuery {
  return {
    ...Object.fromEntries(Object.entries(names).filter(([, value]) => value !== null)),
    feedback: (feedback as FeedbackFilter | null) ?? undefined,
    status: listOf(status as PredictionStatus | null),
    model: listOf(model),
    tag: listOf(tag),
  }
}

function listOf<Value>(value: Value | null): Value[] | undefined {
  return value === null ? undefined : [value]
}
