// What others call drift by default, on the same counts: transliterations of their rules over formulas that are held to
// their own numbers. They are given the middle of the bin in place of each number, a fiftieth of a spread wide near the middle.
import { nannymlThreshold } from './reference-chunks.ts'
import { jensenShannonDistance } from '../../packages/collector/src/statistics/divergences/jensen-shannon.ts'
import { populationStability } from '../../packages/collector/src/statistics/divergences/population-stability-index.ts'
import { hellingerDistance } from '../../packages/collector/src/statistics/divergences/share-distances.ts'
import { evidentlyDefaultNumericTest } from '../../packages/collector/src/statistics/compat/evidently/default-numeric-test.ts'
import { normedWasserstein } from '../../packages/collector/src/statistics/compat/evidently/normed-wasserstein.ts'
import { whylogsChiSquare } from '../../packages/collector/src/statistics/compat/whylogs/chi-square.ts'
import { kolmogorovSmirnovAbove } from '../../packages/collector/src/statistics/distributions/kolmogorov.ts'
import { binEdges } from '../../packages/collector/src/statistics/histograms/bin-edges.ts'
import { chiSquareHomogeneity } from '../../packages/collector/src/statistics/tables/chi-square.ts'
import { kolmogorovSmirnovByOneSample } from '../../packages/collector/src/statistics/two-samples/kolmogorov-smirnov.ts'
import type { PooledCount } from '../../packages/collector/src/statistics/two-samples/pooled-counts.ts'
import type { Chance } from './chance.ts'
import type { Known } from './watched-task.ts'

/** Whether a window is called drifted, by rule. */
type Flags = { [rule: string]: boolean }
export type Judge = (current: readonly number[]) => Flags

const P_VALUE = 0.05
const DISTANCE = 0.1
const WHYLOGS_QUANTILES = 100
const WHYLOGS_BUCKETS = 30
/** From here it is possible drift, from .4 drift. */
const WHYLOGS_HELLINGER = 0.15
const DECILES = 10

export const EVIDENTLY = 'evidently, its default choice'
export const NANNYML = 'nannyml, Jensen-Shannon beyond mean + 3 std of ten chunks'
export const WHYLOGS_TEST = 'whylogs, KS or chi-square p < .05'
export const WHYLOGS_DISTANCE = 'whylogs, Hellinger ≥ .15 (possible drift)'
export const PLAIN_TEST = 'plain KS or chi-square p ≤ .05'
export const STABILITY = 'PSI > .1 (ten parts of the reference)'
export const RULES: readonly string[] = [EVIDENTLY, NANNYML, WHYLOGS_TEST, WHYLOGS_DISTANCE, PLAIN_TEST, STABILITY]

/** What needs the reference alone is worked out once. Null: none of them takes vectors like this. */
export function judgeOf(known: Known, chance: Chance): Judge | null {
  if (known.law.group === 'vectors') return null
  return known.law.group === 'numbers' ? judgeNumbers(known, chance) : judgeCategories(known, chance)
}

function judgeNumbers({ laidOut: { cells }, reference }: Known, chance: Chance): Judge {
  const values = cells.map(({ value }) => value)
  const rows = sumOf(reference.totals)
  const expanded = reference.totals.flatMap((count, cell) => Array.from({ length: count }, () => values[cell] ?? 0))
  const doane = intoBins(values, binEdges(expanded, 'doane'))
  const threshold = nannymlThreshold(reference.totals, chance, (chunk) => distanceIn(doane, reference.totals, chunk))
  const deciles = decilesOf(reference.totals)
  return (current) => {
    const pooled = values.map((at, cell): PooledCount => ({
      at,
      reference: reference.totals[cell] ?? 0,
      current: current[cell] ?? 0,
    }))
    const seen = pooled.filter((cell) => cell.reference + cell.current > 0)
    const [least, most] = [seen[0]?.at ?? 0, seen.at(-1)?.at ?? 0]
    const buckets = intoBins(values, equalBuckets(least, most))
    return {
      [EVIDENTLY]: byEvidently(seen, rows, reference.totals, current),
      [NANNYML]: distanceIn(doane, reference.totals, current) > threshold,
      [WHYLOGS_TEST]: whylogsKolmogorov(seen) < P_VALUE,
      [WHYLOGS_DISTANCE]: hellingerDistance(buckets(reference.totals), buckets(current)) >= WHYLOGS_HELLINGER,
      [PLAIN_TEST]: kolmogorovSmirnovByOneSample(seen).pValue <= P_VALUE,
      [STABILITY]: populationStability(deciles(reference.totals), deciles(current)) > DISTANCE,
    }
  }
}

function byEvidently(
  seen: readonly PooledCount[],
  rows: number,
  reference: readonly number[],
  current: readonly number[],
): boolean {
  const { method, threshold } = evidentlyDefaultNumericTest(rows, seen.length)
  if (method === 'wasserstein') return normedWasserstein(seen) >= threshold
  if (method === 'jensenshannon') return jensenShannonDistance(reference, current, 'nats') >= threshold
  throw new Error(`a reference of ${rows} rows is not tried with ${method}`)
}

function judgeCategories({ reference }: Known, chance: Chance): Judge {
  const { totals } = reference
  const threshold = nannymlThreshold(totals, chance, (chunk) => jensenShannonDistance(totals, chunk))
  return (current) => ({
    [EVIDENTLY]: jensenShannonDistance(totals, current, 'nats') >= DISTANCE,
    [NANNYML]: jensenShannonDistance(totals, current) > threshold,
    [WHYLOGS_TEST]: whylogsOfSeen(totals, current) < P_VALUE,
    [PLAIN_TEST]: (chiSquareHomogeneity(totals, current)?.pValue ?? 1) <= P_VALUE,
    [STABILITY]: populationStability(totals, current) > DISTANCE,
  })
}

/** Of categories that either window has; its sketch would know the 128 most frequent of them. */
function whylogsOfSeen(reference: readonly number[], current: readonly number[]): number {
  const seen = current.flatMap((count, cell) => (count + (reference[cell] ?? 0) > 0 ? [cell] : []))
  const [before, now] = [seen.map((cell) => reference[cell] ?? 0), seen.map((cell) => current[cell] ?? 0)]
  return whylogsChiSquare(before, now).pValue
}

/** At the quantiles of both, without the error of its sketch: that would flag the more. */
function whylogsKolmogorov(cells: readonly PooledCount[]): number {
  const [reference, current] = [sumOf(cells.map((cell) => cell.reference)), sumOf(cells.map((cell) => cell.current))]
  const stepOf = (share: number): number => Math.floor(share * (WHYLOGS_QUANTILES - 1) + 1e-9)
  let [was, now, gap] = [0, 0, 0]
  for (const cell of cells) {
    const [wasBefore, nowBefore] = [was, now]
    was += cell.reference / reference
    now += cell.current / current
    const isQuantile = stepOf(was) > stepOf(wasBefore) || stepOf(now) > stepOf(nowBefore)
    if (isQuantile) gap = Math.max(gap, Math.abs(wasBefore - nowBefore))
  }
  return kolmogorovSmirnovAbove(gap, Math.round((reference * current) / (reference + current)))
}

type Binned = (counts: readonly number[]) => number[]

/** As numpy's histogram has it, and what lies outside in one more. */
function intoBins(values: readonly number[], edges: readonly number[]): Binned {
  const inner = edges.slice(1, -1)
  const [from, to] = [edges[0] ?? 0, edges.at(-1) ?? 0]
  const binsOf = values.map((value) =>
    value < from || value > to ? inner.length + 1 : inner.filter((edge) => edge <= value).length,
  )
  return (counts) => {
    const binned = Array.from({ length: inner.length + 2 }, () => 0)
    for (const [cell, count] of counts.entries()) binned[binsOf[cell] ?? 0] = (binned[binsOf[cell] ?? 0] ?? 0) + count
    return binned
  }
}

function equalBuckets(least: number, most: number): number[] {
  const width = (most - least || 1) / WHYLOGS_BUCKETS
  return Array.from({ length: WHYLOGS_BUCKETS + 1 }, (_, place) =>
    place === WHYLOGS_BUCKETS ? Math.max(most, least + width) : least + place * width,
  )
}

/** A cell is in the tenth that its first row is in. */
function decilesOf(reference: readonly number[]): Binned {
  const all = sumOf(reference)
  let before = 0
  const binsOf = reference.map((count) => {
    const bin = Math.min(DECILES - 1, Math.floor((DECILES * before) / all))
    before += count
    return bin
  })
  const used = [...new Set(binsOf)]
  return (counts) => used.map((bin) => sumOf(counts.filter((_, cell) => binsOf[cell] === bin)))
}

function distanceIn(binned: Binned, reference: readonly number[], current: readonly number[]): number {
  return jensenShannonDistance(binned(reference), binned(current))
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
