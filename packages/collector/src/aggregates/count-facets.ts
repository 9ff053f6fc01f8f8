// By what predictions can be chosen: what their sources say, and their tags and metadata as text.

import { LABELS_INDEXED_MAX, NAME_CHARS_MAX, SLICES } from '@trimtab/contract'
import type { Sign } from '../sketches/tally.ts'
import type { FacetCount, Measured, Source } from '../store/rows-folding.ts'

export interface FacetCounts {
  /** What a source says, of so many predictions at once. */
  countSource: (task: string, source: Source, predictions: number, lastMs: number) => void
  countLabels: (measured: Measured, sign: Sign) => void
  all: () => FacetCount[]
}

export function createFacetCounts(): FacetCounts {
  const facets = new Map<string, FacetCount>()

  function count({ task, name, value, predictions, lastMs }: FacetCount): void {
    if (name.length > NAME_CHARS_MAX || value.length > NAME_CHARS_MAX) return
    // The lengths tell apart what would read the same without them.
    const key = `${name.length} ${value.length} ${name}${value}${task}`
    const facet = facets.get(key)
    if (facet === undefined) {
      facets.set(key, { task, name, value, predictions, lastMs })
      return
    }
    facet.predictions += predictions
    facet.lastMs = Math.max(facet.lastMs, lastMs)
  }

  return {
    countSource: (task, source, predictions, lastMs) => {
      for (const name of SLICES) {
        const value = source[name]
        if (value !== null) count({ task, name, value, predictions, lastMs })
      }
    },
    countLabels: ({ task, startedMs, tags, metadata }, sign) => {
      for (const { name, value } of labelsOf(tags, metadata))
        count({ task, name, value, predictions: sign, lastMs: startedMs })
    },
    all: () => [...facets.values()].filter(({ predictions }) => predictions !== 0),
  }
}

function labelsOf(tags: Measured['tags'], metadata: Measured['metadata']): { name: string; value: string }[] {
  const labels = [...new Set(tags)].map((value) => ({ name: 'tag', value }))
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      labels.push({ name: `metadata.${key}`, value: String(value) })
  }
  return labels.length > LABELS_INDEXED_MAX ? labels.slice(0, LABELS_INDEXED_MAX) : labels
}
