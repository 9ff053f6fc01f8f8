// The labels and texts among features that were seen in a task, by feature, within bounds: what fills a queue carries
// them from step to step.
//   - a text longer than CATEGORY_CHARS_MAX is no category;
//   - a feature with more than CATEGORIES_MAX different texts holds names or free text: from then on nothing in it is
//     new;
//   - of more than FEATURES_MAX features those that were seen later are not watched.
// They are kept as keyed hashes: a text may be of a person who is forgotten one day, and nobody could say which it was.

import { createHmac } from 'node:crypto'
import type { Prediction } from '@trimtab/contract'
import type { Filling } from '../../store/state-reviews.ts'

export const CATEGORY_CHARS_MAX = 100
export const CATEGORIES_MAX = 100
export const FEATURES_MAX = 50

/** Takes the place of what was known of a feature with too many. An empty text is no category. */
const TOO_MANY = ''
const LABEL = 'label'
/** Two of a hundred texts share one of 60 bits once in 10^14 queues. */
const HASH_CHARS = 10

interface Category {
  feature: string
  value: string
}

export interface Categories {
  /** Those that were not seen before. */
  newIn: (prediction: Prediction) => Category[]
  learn: (prediction: Prediction) => void
  known: () => Filling['categories']
}

/** The key is of the queue: what is known of one tells nothing of another. */
export function openCategories(stored: Filling['categories'], key: string): Categories {
  const known = new Map(Object.entries(stored).map(([feature, values]) => [feature, new Set(values)]))

  const hashOf = ({ feature, value }: Category): string =>
    createHmac('sha256', key).update(`${feature}\n${value}`).digest('base64url').slice(0, HASH_CHARS)

  const isNew = (category: Category): boolean => {
    const { feature } = category
    const values = known.get(feature)
    if (values === undefined) return known.size < FEATURES_MAX
    return !values.has(TOO_MANY) && !values.has(hashOf(category))
  }

  function learnOne(category: Category): void {
    const { feature } = category
    const values = known.get(feature) ?? new Set()
    if (values.size < CATEGORIES_MAX) known.set(feature, values.add(hashOf(category)))
    else known.set(feature, new Set([TOO_MANY]))
  }

  return {
    newIn: (prediction) => categoriesOf(prediction).filter(isNew),
    learn: (prediction) => {
      for (const category of categoriesOf(prediction)) if (isNew(category)) learnOne(category)
    },
    known: () => Object.fromEntries([...known].map(([feature, values]) => [feature, [...values]])),
  }
}

function categoriesOf({ input: { features }, output: { label } }: Prediction): Category[] {
  const said: [feature: string, value: unknown][] = Object.entries(features ?? {}).map(([feature, value]) => [
    `feature ${feature}`,
    value,
  ])
  if (label !== null) said.push([LABEL, String(label)])
  return said.flatMap(([feature, value]) =>
    typeof value === 'string' && value !== '' && value.length <= CATEGORY_CHARS_MAX ? [{ feature, value }] : [],
  )
}
