// What is seen of a prediction of one task, as the watch of that task counts it: the same where it comes and where it is
// pinned, or a task would differ from itself.

import type { Prediction } from '@trimtab/contract'
import { observeFacts } from '../signals/observe-facts.ts'
import type { Observed } from '../signals/observed.ts'
import type { Watch, WatchedSignal } from '../store/state-watch.ts'
import type { Catalogue, CountedAs } from './catalogue.ts'
import { openSegments } from './segments.ts'

/** Texts from which it is learned which words are known. */
export const VOCABULARY_TEXTS = 64

/** How the names of features begin. */
const FEATURE = 'feature.'

export interface SeenOfTask {
  segment: number
  /** What it is counted as, by signal. */
  facts: [WatchedSignal, CountedAs][]
}

/** The watch given is changed, as signals, categories and segments are found. */
export function openObserving(
  watch: Watch,
  catalogue: Catalogue,
  segmentKeys: readonly string[],
): (prediction: Prediction, words: ReadonlySet<number> | null) => SeenOfTask {
  const segmentOf = openSegments(watch.segments, segmentKeys)
  return (prediction, words) => {
    const observed = observeFacts(prediction, words)
    const segment = segmentOf(prediction, languageIn(observed))
    const startedMs = Date.parse(prediction.startedAt)
    const facts = [...observed, ...goneFeatures(watch, prediction, observed)].flatMap((each): SeenOfTask['facts'] => {
      const signal = catalogue.find(each, startedMs)
      return signal === null ? [] : [[signal, catalogue.countedAs(signal, each.value)]]
    })
    return { segment, facts }
  }
}

/** A feature that others of the task have and this one does not even name is as missing as one that it says is nothing. */
export function goneFeatures(
  { signals }: Watch,
  { input: { features } }: Prediction,
  observed: readonly Observed[],
): Observed[] {
  if (features === null) return []
  const named = new Set(observed.map(({ name }) => name))
  return signals
    .filter(({ name }) => name.startsWith(FEATURE) && !named.has(name))
    .map(({ name, group }) => ({ name, group, value: null }))
}

export function languageIn(observed: readonly Observed[]): string | null {
  const language = observed.find(({ name }) => name === 'input.language')?.value
  return typeof language === 'string' ? language : null
}

/** Null where too few texts came to know. */
export function knownWords({ vocabularyTexts, vocabulary }: Watch): ReadonlySet<number> | null {
  return vocabularyTexts < VOCABULARY_TEXTS ? null : new Set(vocabulary)
}
