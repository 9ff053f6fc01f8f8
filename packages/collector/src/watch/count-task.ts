// Counts predictions of one task: each that came once, and what is said of it as it is said now.

import { DRIFT_DAYS_MAX, type Prediction } from '@trimtab/contract'
import { observeSaid } from '../signals/observe-said.ts'
import { outcomeOf } from '../signals/outcome.ts'
import { wordHashes } from '../signals/words.ts'
import { addMinutes } from '../sketches/minutes.ts'
import type { SaidCounted, Watch, WatchCell, WatchedSignal } from '../store/state-watch.ts'
import { type CountedAs, openCatalogue } from './catalogue.ts'
import { openCells } from './cells.ts'
import { countSaid } from './count-said.ts'
import { knownWords, openObserving, type SeenOfTask, VOCABULARY_TEXTS } from './observe-task.ts'
import { waitForScale } from './scales.ts'

/** How many words the first texts may say. */
const VOCABULARY_MAX = 4_096

const DAY_MS = 86_400_000

/**
 * What is said later than this after its prediction began changes no sum: what was counted of it is not kept that long, so
 * that it could not be taken back, and would count twice.
 */
export const SAID_KEPT_MS: number = 90 * DAY_MS

/** Predictions that began before are counted nowhere. */
const COUNTED_MS: number = DRIFT_DAYS_MAX * DAY_MS

export interface TaskCount {
  /** A prediction that came, with what was already counted of what was said of it. */
  came: (prediction: Prediction, before: SaidCounted | null) => void
  /** One that came before, of which something was said since; of one that began too long ago it counts nothing. */
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
  const observe = openObserving(watch, catalogue, segmentKeys)
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

  function sayOf(prediction: Prediction, { segment, facts }: SeenOfTask, before: SaidCounted | 'unsaid' | null): void {
    const what = { prediction, segment, facts, says: observeSaid(prediction), outcome: outcomeOf(prediction) }
    const counted = countSaid({ catalogue, cells, nowMs }, what, before)
    if (counted !== null) said.set(prediction.id, counted)
  }

  function noteTimes(prediction: Prediction): void {
    const startedMs = Date.parse(prediction.startedAt)
    watch.firstMs = watch.counted === 0 ? startedMs : Math.min(watch.firstMs, laterOf(startedMs, watch.firstMs))
    watch.lastMs = Math.max(watch.lastMs, startedMs)
    watch.counted += 1
    if (isFollowing) addMinutes(watch.lateness, nowMs - startedMs)
    if (watch.vocabularyTexts >= VOCABULARY_TEXTS) return
    learnWords(watch, wordHashes(prediction))
    words = knownWords(watch)
  }

  return {
    came: (prediction, before) => {
      // No report looks further back, and days that are counted stay.
      if (Date.parse(prediction.startedAt) < nowMs - COUNTED_MS) return
      noteTimes(prediction)
      const observed = observe(prediction, words)
      const startedMs = Date.parse(prediction.startedAt)
      for (const [signal, counted] of observed.facts) countFact(signal, counted, startedMs, observed.segment)
      if (before === null) sayOf(prediction, observed, null)
      noteDelay(watch, prediction)
    },
    said: (prediction, before) => {
      if (Date.parse(prediction.startedAt) < nowMs - SAID_KEPT_MS) return
      const last = said.get(prediction.id) ?? before
      sayOf(prediction, observe(prediction, words), last ?? 'unsaid')
      if (last === null) noteDelay(watch, prediction)
    },
    end: () => ({ watch, cells: cells.all(), said: [...said.values()] }),
  }
}

/** One prediction of long ago, as a wrong clock sends it, makes no task old: each that is older by a day or more by an hour. */
function laterOf(startedMs: number, firstMs: number): number {
  return startedMs > firstMs - DAY_MS ? startedMs : firstMs - DAY_MS / 24
}

/** When people first said what they think of it, counted once; the truth comes at a pace of its own. */
function noteDelay(watch: Watch, { startedAt, feedback }: Prediction): void {
  const people = feedback.filter(({ source }) => source !== 'judge' && source !== 'ground_truth')
  if (people.length === 0) return
  const firstMs = Math.min(...people.map(({ at }) => Date.parse(at)))
  addMinutes(watch.delays, firstMs - Date.parse(startedAt))
}

function learnWords(watch: Watch, hashes: readonly number[]): void {
  if (hashes.length === 0) return
  watch.vocabularyTexts += 1
  watch.vocabulary = [...new Set([...watch.vocabulary, ...hashes])].slice(0, VOCABULARY_MAX)
}
