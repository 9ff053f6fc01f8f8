// What stands in the search index for a word or a label. Each begins with the run of its row, so that what a look-up
// reads is bounded by the rows of one run, for the beginning of a word too, however much is stored.

import { hash } from 'node:crypto'
import { LABELS_INDEXED_MAX, type Json, type PredictionFacts } from '@trimtab/contract'
import type { SearchTerm } from '../../../search/search.ts'
import { wordsOf } from '../../../search/words.ts'

export type Labels = Pick<PredictionFacts, 'tags' | 'metadata'>

/** For 60 million runs. */
const KEY_CHARS = 5
const HASH_CHARS = 16
/** Of a phrase only so many words are looked up; the text itself says whether it holds. */
const PHRASE_WORDS_MAX = 8

export function textTokens(run: number, texts: readonly string[]): string {
  const key = keyOf(run)
  return Array.from(new Set(texts.flatMap(wordsOf)), (word) => key + word).join(' ')
}

export function labelTokens(run: number, labels: readonly string[]): string {
  const key = keyOf(run)
  return labels.map((label) => key + tokenOf(label)).join(' ')
}

/** What a prediction is found by: each tag and each value of metadata, up to a bound, tags first. */
export function labelsOf({ tags, metadata }: Labels): string[] {
  const labels = [...tags.slice(0, LABELS_INDEXED_MAX).map(tagLabel)]
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

/** In the language of the index. Nothing that was typed is left in it but letters and digits. */
export function matchTerm(run: number, { words, isPrefix }: SearchTerm): string {
  const sought = words.map((word) => `"${keyOf(run)}${word}"`)
  if (isPrefix) sought.push(`${sought.pop() ?? ''} *`)
  return sought.slice(-PHRASE_WORDS_MAX).join(' AND ')
}

export function matchLabels(run: number, labels: readonly string[]): string {
  return labels.map((label) => `"${keyOf(run)}${tokenOf(label)}"`).join(' AND ')
}

function keyOf(run: number): string {
  return run.toString(36).padStart(KEY_CHARS, '0')
}

function tokenOf(label: string): string {
  return label.slice(0, 1) + hash('sha256', label, 'hex').slice(0, HASH_CHARS)
}

function textOfValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
