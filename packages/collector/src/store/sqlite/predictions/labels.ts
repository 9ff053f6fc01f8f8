// Tags and metadata in their column, by which predictions are filtered and counted: read without the body, and written
// without saying on every row what the two are called.

import type { PredictionFacts } from '@trimtab/contract'

export type Labels = Pick<PredictionFacts, 'tags' | 'metadata'>

/** Null where there are none. */
export function writeLabels({ tags, metadata }: Labels): string | null {
  return tags.length === 0 && Object.keys(metadata).length === 0 ? null : JSON.stringify([tags, metadata])
}

export function readLabels(stored: string): Labels {
  const [tags, metadata] = JSON.parse(stored) as [Labels['tags'], Labels['metadata']]
  return { tags, metadata }
}
