// Predictions of the current window that carry a change: what there is more of now than there was.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { PAGE_ITEMS_MAX, type Prediction } from '@trimtab/contract'
import type { Clock } from '../../clock.ts'
import { type Interval } from '../../statistics/interval.ts'
import { wilsonInterval } from '../../statistics/wilson-interval.ts'
import { observeFacts } from '../../signals/observe-facts.ts'
import { observeSaid } from '../../signals/observe-said.ts'
import type { Observed } from '../../signals/observed.ts'
import { outcomeOf } from '../../signals/outcome.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { Watch } from '../../store/state-watch.ts'
import { openCatalogue } from '../../watch/catalogue.ts'
import { goneFeatures, knownWords, languageIn } from '../../watch/observe-task.ts'
import { openSegments } from '../../watch/segments.ts'
import type { Compared, Sample } from '../compared.ts'
import type { ReferencePlan } from '../references/reference-plan.ts'
import { countIn, partsOf } from './spread.ts'

const EXAMPLES_MAX = 10
/** The newest ones that are looked at. */
const PREDICTIONS_MAX = 500
/** No longer than this is spent on looking. */
const BUDGET_MS = 1_500

export interface ExamplesInput {
  rows: Pick<RowsReading, 'predictions'>
  clock: Clock
  watch: Watch
  plan: ReferencePlan
  compared: Compared
  /** Keys of the metadata that tell segments apart. */
  segmentKeys: readonly string[]
}

interface Candidate {
  id: string
  isBad: boolean
  /** How many times as often there surely is such a one now. */
  ratio: number
}

/**
 * Their ids: those that turned out badly first, then by how many times as often there surely are such values now, then the
 * newest. A value is as all that fall into one part of its spread; missing and odd ones are two parts more. None where there
 * is not surely more of anything.
 */
export async function findExamples(input: ExamplesInput): Promise<string[]> {
  const { rows, clock, compared } = input
  const ratioOf = openRatios(input)
  const beganMs = clock()
  const candidates: Candidate[] = []
  let [cursor, looked] = [undefined as string | undefined, 0]
  while (looked < PREDICTIONS_MAX) {
    const leftMs = BUDGET_MS - (clock() - beganMs)
    if (leftMs <= 0) break
    const page = await rows.predictions({
      task: compared.task,
      fromMs: compared.currentMs.from,
      toMs: compared.currentMs.to,
      limit: Math.min(PAGE_ITEMS_MAX, PREDICTIONS_MAX - looked),
      budgetMs: leftMs,
      cursor,
    })
    for (const prediction of page?.predictions ?? []) {
      const ratio = ratioOf(prediction)
      if (ratio > 1) candidates.push({ id: prediction.id, isBad: outcomeOf(prediction) === 'bad', ratio })
    }
    looked += page?.predictions.length ?? 0
    if (page === null || page.nextCursor === null) break
    cursor = page.nextCursor
    // Reading texts takes a millisecond each, and whoever sends a prediction meanwhile waits for as many.
    await nextTurn()
  }
  return candidates
    .toSorted((left, right) => Number(right.isBad) - Number(left.isBad) || right.ratio - left.ratio)
    .slice(0, EXAMPLES_MAX)
    .map(({ id }) => id)
}

/** Of a prediction, how many times as often there surely is one of its kind now; 0 where it is not compared, or has no such signal. */
function openRatios({ watch, plan, compared, segmentKeys }: ExamplesInput): (prediction: Prediction) => number {
  // What is found anew stays here: a look changes nothing of what is watched.
  const signals = [structuredClone(compared.signal)]
  const catalogue = openCatalogue({ ...watch, signals })
  const segments = structuredClone(watch.segments)
  const segmentOf = openSegments(segments, segmentKeys)
  const words = knownWords(watch)
  const ratios = kindRatios(compared)
  const ofKind = (kind: (typeof ratios)[number]['kind']): number =>
    ratios.find((each) => each.kind === kind)?.ratio ?? 0

  function isCompared(prediction: Prediction, facts: readonly Observed[]): boolean {
    if (plan.isCompared === null) return true
    const segment = segmentOf(prediction, languageIn(facts))
    return plan.isCompared(segments[segment - 1] ?? null)
  }

  return (prediction) => {
    const facts = observeFacts(prediction, words)
    if (!isCompared(prediction, facts)) return 0
    const observed = [...facts, ...goneFeatures(watch, prediction, facts), ...observeSaid(prediction)]
    const own = observed.find(({ name }) => name === compared.signal.name)
    const signal = own === undefined ? null : catalogue.find(own, 0)
    if (own === undefined || signal === null) return 0
    const counted = catalogue.countedAs(signal, own.value)
    if (counted.as === 'missing' || counted.as === 'odd') return ofKind(counted.as)
    return counted.as === 'bin' ? (ratios.find(({ has }) => has(counted.bin))?.ratio ?? 0) : 0
  }
}

interface KindRatio {
  kind: 'missing' | 'odd' | 'value'
  has: (bin: number) => boolean
  ratio: number
}

/** From the lower end of the interval of its share now to the upper end of what it was: one of a kind is not many of it. */
function kindRatios(compared: Compared): KindRatio[] {
  const intervalIn = (sample: Sample, count: number): Interval =>
    wilsonInterval(sample.n > 0 ? Math.min(1, count / sample.n) : 0, sample.effectiveRows)
  const ratio = (countOf: (sample: Sample) => number): number => {
    const [was, now] = [compared.reference, compared.current]
    return intervalIn(now, countOf(now)).low / intervalIn(was, countOf(was)).high
  }
  const never = (): boolean => false
  return [
    ...partsOf(compared).map(({ has }): KindRatio => ({
      kind: 'value',
      has,
      ratio: ratio(({ bins }) => countIn(bins, has)),
    })),
    { kind: 'missing', has: never, ratio: ratio(({ missing }) => missing) },
    { kind: 'odd', has: never, ratio: ratio(({ odd }) => odd) },
  ]
}
