// Which predictions a list shows, as its address says it: names and values, each as often as it is there. Whatever the
// collector can be asked is passed on; what nobody understands is kept, so that the page can say so.
import type { PredictionsQuery } from '@trimtab/contract'

type Filter = readonly [name: string, value: string]
export type PredictionFilters = readonly Filter[]

export const NO_FILTERS: PredictionFilters = []

/** What a page of a list is asked with besides: the list pages by itself. */
type FilterName = Exclude<keyof PredictionsQuery, 'cursor' | 'limit' | 'metadata'>

/** By the name in the address, which is the collector's: what a reader calls it. */
const LABELS: { readonly [name in FilterName]-?: string } = {
  task: 'task',
  q: 'words',
  in: 'in',
  from: 'from',
  to: 'before',
  model: 'model',
  provider: 'provider',
  prompt: 'prompt',
  promptVersion: 'prompt version',
  variant: 'variant',
  environment: 'environment',
  service: 'service',
  release: 'release',
  kind: 'kind',
  status: 'outcome',
  feedback: 'feedback',
  session: 'session',
  user: 'user',
  key: 'key',
  responseId: 'response',
  tag: 'tag',
}

const METADATA = 'metadata.'

/** Null is no condition. */
export function filterBy(name: FilterName, value: string | null): PredictionFilters {
  return value === null ? NO_FILTERS : [[name, value]]
}

export function valuesOf(filters: PredictionFilters, name: string): string[] {
  return filters.flatMap(([each, value]) => (each === name ? [value] : []))
}

/** Null takes all of that name off. */
export function withFilter(filters: PredictionFilters, name: FilterName, value: string | null): PredictionFilters {
  return [...filters.filter(([each]) => each !== name), ...filterBy(name, value)]
}

/** Null where nobody understands it. */
export function labelOf(name: string): string | null {
  if (name.startsWith(METADATA)) return name === METADATA ? null : `metadata ${name.slice(METADATA.length)}`
  return Object.hasOwn(LABELS, name) ? LABELS[name as FilterName] : null
}

/** As the collector is asked. An address may say what cannot be, such as two users: then the collector says so. */
export function queryOf(filters: PredictionFilters): PredictionsQuery {
  const names = [...new Set(filters.map(([name]) => name))].filter((name) => labelOf(name) !== null)
  const metadata = names.filter((name) => name.startsWith(METADATA))
  return {
    ...Object.fromEntries(
      names.filter((name) => !metadata.includes(name)).map((name) => [name, valuesOf(filters, name)]),
    ),
    ...(metadata.length === 0
      ? {}
      : {
          metadata: Object.fromEntries(metadata.map((name) => [name.slice(METADATA.length), valuesOf(filters, name)])),
        }),
  }
}
