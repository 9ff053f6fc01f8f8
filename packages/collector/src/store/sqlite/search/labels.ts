// The labels of a prediction, as text that says of each what it is: each tag, and each value of metadata with its key.

import { LABELS_INDEXED_MAX, type Json, type PredictionFacts } from '@trimtab/contract'

/** What a prediction is found by: each tag and each value of metadata, up to a bound, tags first. */
export function labelsOf({ tags, metadata }: Pick<PredictionFacts, 'tags' | 'metadata'>): string[] {
  const labels = tags.slice(0, LABELS_INDEXED_MAX).map(tagLabel)
  for (const key in metadata) {
    if (labels.length >= LABELS_INDEXED_MAX) break
    labels.push(metadataLabel(key, textOfValue(metadata[key] ?? null)))
  }
  return labels
}

export function tagLabel(tag: string): string {
  return `t${tag}`
}

export function metadataLabel(key: string, value: string): string {
  return `m${JSON.stringify([key, value])}`
}

function textOfValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
