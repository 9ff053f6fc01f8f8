// Counts predictions of one task: each that came once, and what is said of it as it is said now.

import type { Prediction } from '@trimtab/contract'
import { observeFacts } from '../signals/observe-facts.ts'
import { observeSaid } from '../signals/observe-said.ts'
import { outcomeOf } from '../signals/outcome.ts'
import type { Observed } from '../signals/observed.ts'
import { wordHashes } from '../signals/words.ts'
import type { SaidCounted, Watch, WatchCell, WatchedSignal } from '../store/state-watch.ts'
import { type CountedAs, openCatalogue } from './catalogue.ts'
import { openCells } from './cells.ts'
import { countSaid } from './count-said.ts'
import { addMinutes } from './minutes.ts'
import { waitForScale } from './scales.ts'
import { openSegments } from './segments.ts'

/** Texts from which it is learned which words are known, and how many words they may say. */
const VOCABULARY_TEXTS = 64
const VOCABULARY_MAX = 4_096

/** How the names of features begin. */
const FEATURE = 'feature.'

export interface TaskCount {
  /** A prediction that came, with what was already counted of what was said of it. */
  came: (prediction: Prediction, before: SaidCounted | null) => void
  /** One that came before, of which something was said since. */
  said: (prediction: Prediction, before: SaidCounted | null) => void
  end: () => { watch: Watch; cells: WatchCell[]; said: SaidCounted[] }
}

interface Options {
  /** Keys of the metadata that tell segments apart. */
  segmentKeys: readonly string[]
  nowMs: number
  /** Whether what comes now has just arrived, so that it tells how late predictions come. */
  isFollowing: boolean
}

/** The watch given is changed. */
export function openTaskCount(watch: Watch, { segmentKeys, nowMs, isFollowing }: Options): TaskCount {
  const catalogue = openCatalogue(watch)
  const cells = openCells()
  const segmentOf = openSegments(watch.segments, segmentKeys)
  const said = new Map<string, SaidCounted>()
  let words: ReadonlySet<number> | null = knownWords(watch)

  function countFact(signal: WatchedSignal, counted: CountedAs, startedMs: number, segment: number): void {
    if (counted.as !== 'waits') return addBoth(signal, counted, startedMs, segment)
    for (const { value, ...place } of waitForScale(signal, { startedMs, segment, value: counted.value }))
      addBoth(signal, catalogue.countedAs(signal, value), place.startedMs, place.segment)
  }

  function addBoth({ id }: WatchedSignal, counted: CountedAs, atMs: number, segment: number): void {
    cells.add({ of: 'hour', signal: id, atMs, segment }, counted, 1)
    cells.add({ of: 'day', signal: id, atMs, segment }, counted, 1)
  }

  function observe(prediction: Prediction): { segment: number; facts: [WatchedSignal, CountedAs][] } {
    const observed = observeFacts(prediction, words)
    const segment = segmentOf(prediction, languageIn(observed))
    const startedMs = Date.parse(prediction.startedAt)
    const facts = [...observed, ...goneFeatures(watch, prediction, observed)].flatMap(
      (each): [WatchedSignal, CountedAs][] => {
        const signal = catalogue.find(each, startedMs)
        return signal === null ? [] : [[signal, catalogue.countedAs(signal, each.value)]]
      },
    )
    return { segment, facts }
  }

  function sayOf(
    prediction: Prediction,
    { segment, facts }: ReturnType<typeof observe>,
    before: SaidCounted | 'unsaid' | null,
  ): void {
    const what = { prediction, segment, facts, says: observeSaid(prediction), outcome: outcomeOf(prediction) }
    const counted = countSaid({ catalogue, cells, nowMs }, what, before)
    if (counted !== null) said.set(prediction.id, counted)
  }

  function noteTimes(prediction: Prediction): void {
    const startedMs = Date.parse(prediction.startedAt)
    watch.firstMs = watch.counted === 0 ? startedMs : Math.min(watch.firstMs, startedMs)
    watch.lastMs = Math.max(watch.lastMs, startedMs)
    watch.counted += 1
    if (isFollowing) addMinutes(watch.lateness, nowMs - startedMs)
    if (watch.vocabularyTexts >= VOCABULARY_TEXTS) return
    learnWords(watch, wordHashes(prediction))
    words = knownWords(watch)
  }

  return {
    came: (prediction, before) => {
      noteTimes(prediction)
      const observed = observe(prediction)
      const startedMs = Date.parse(prediction.startedAt)
      for (const [signal, counted] of observed.facts) countFact(signal, counted, startedMs, observed.segment)
      if (before === null) sayOf(prediction, observed, null)
      noteDelay(watch, prediction)
    },
    said: (prediction, before) => {
      const last = said.get(prediction.id) ?? before
      sayOf(prediction, observe(prediction), last ?? 'unsaid')
      if (last === null) noteDelay(watch, prediction)
    },
    end: () => ({ watch, cells: cells.all(), said: [...said.values()] }),
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

/** When people first said what they think of it, counted once; the truth comes at a pace of its own. */
function noteDelay(watch: Watch, { startedAt, feedback }: Prediction): void {
  const people = feedback.filter(({ source }) => source !== 'judge' && source !== 'ground_truth')
  if (people.length === 0) return
  const firstMs = Math.min(...people.map(({ at }) => Date.parse(at)))
  addMinutes(watch.delays, firstMs - Date.parse(startedAt))
}

export function languageIn(observed: readonly Observed[]): string | null {
  const language = observed.find(({ name }) => name === 'input.language')?.value
  return typeof language === 'string' ? language : null
}

export function knownWords({ vocabularyTexts, vocabulary }: Watch): ReadonlySet<number> | null {
  return vocabularyTexts < VOCABULARY_TEXTS ? null : new Set(vocabulary)
}

function learnWords(watch: Watch, hashes: readonly number[]): void {
  if (hashes.length === 0) return
  watch.vocabularyTexts += 1
  watch.vocabulary = [...new Set([...watch.vocabulary, ...hashes])].slice(0, VOCABULARY_MAX)
}
