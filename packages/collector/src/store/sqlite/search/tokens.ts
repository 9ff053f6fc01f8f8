// What stands in the search index for a word or a label. Each begins with the run of its row, so that what a look-up
// reads is bounded by the rows of one run, for the beginning of a word too, however much is stored.

import { hash } from 'node:crypto'
import type { SearchTerm } from '../../../search/search.ts'
import { wordsOf } from '../../../search/words.ts'
import { runOf } from '../runs.ts'
import type { StoredDocument } from './read-documents.ts'

/** For 60 million runs. */
const KEY_CHARS = 5
const HASH_CHARS = 16
/** Of a phrase only so many words are looked up; the text itself says whether it holds. */
const PHRASE_WORDS_MAX = 8

/** Of a prediction, in each of the three indexes. */
export interface Tokens {
  input: string
  output: string
  labels: string
}

export function tokensOf({ id, source, texts, labels }: StoredDocument): Tokens {
  const key = keyOf(runOf(id))
  const wordsIn = (said: readonly string[]) => Array.from(new Set(said.flatMap(wordsOf)), (word) => key + word)
  return {
    input: wordsIn(texts.input).join(' '),
    output: [...wordsIn(texts.output), key + sourceToken(source)].join(' '),
    labels: labels.map((label) => key + labelToken(label)).join(' '),
  }
}

/** Stands with the words of the output, which nearly every prediction has; no word is written like it. */
function sourceToken(source: number): string {
  return `\u00a7${source.toString(36)}`
}

/** In the language of the index. Nothing that was typed is left in it but letters and digits. */
export function matchTerm(run: number, { words, isPrefix }: SearchTerm): string {
  const sought = words.map((word) => `"${keyOf(run)}${word}"`)
  if (isPrefix) sought.push(`${sought.pop() ?? ''} *`)
  return sought.slice(-PHRASE_WORDS_MAX).join(' AND ')
}

export function matchLabels(run: number, labels: readonly string[]): string {
  return labels.map((label) => `"${keyOf(run)}${labelToken(label)}"`).join(' AND ')
}

/** Any of them. */
export function matchSources(run: number, sources: readonly number[]): string {
  return sources.map((source) => `"${keyOf(run)}${sourceToken(source)}"`).join(' OR ')
}

function keyOf(run: number): string {
  return run.toString(36).padStart(KEY_CHARS, '0')
}

function labelToken(label: string): string {
  return label.slice(0, 1) + hash('sha256', label, 'hex').slice(0, HASH_CHARS)
}
