// What adds up: counts by name, and spreads of values by name. Every number is whole, so adding and taking away again
// leave exactly what was there before, in whatever order: tallies are an abelian group, and the empty one is neutral.

import { bucketOf, type Histogram } from './log-histogram.ts'

/** A name that counts nothing is not in it. */
export interface Tally {
  counts: Map<string, number>
  histograms: Map<string, Histogram>
}

/** Added, or taken back. */
export type Sign = 1 | -1

/** Two tallies that stand for the same have the same text of the same version. */
const VERSION = 1
const REST_BASE = 1e6

/** One value of a sum counts as no more than this, of either sign: nine thousand million of them still add up exactly. */
export const SUMMAND_MAX: number = 1e12 - 1

export function emptyTally(): Tally {
  return { counts: new Map(), histograms: new Map() }
}

export function isEmptyTally({ counts, histograms }: Tally): boolean {
  return counts.size === 0 && histograms.size === 0
}

/** By a whole number, which is small: what may be large is a sum. */
export function addCount(tally: Tally, name: string, by: number): void {
  addTo(tally.counts, name, by)
}

/** One value, rounded to a whole one. */
export function addValue(tally: Tally, name: string, value: number, sign: Sign): void {
  addTo(histogramOf(tally, name), bucketOf(value), sign)
  dropIfEmpty(tally, name)
}

/** One summand, rounded to a whole one. It is kept in two parts, so that neither leaves the whole numbers. */
export function addSummand(tally: Tally, name: string, summand: number, sign: Sign): void {
  const whole = Math.max(-SUMMAND_MAX, Math.min(Math.round(summand) || 0, SUMMAND_MAX))
  const millions = Math.trunc(whole / REST_BASE)
  addTo(tally.counts, name, sign * (whole % REST_BASE))
  if (millions !== 0) addTo(tally.counts, millionsOf(name), sign * millions)
}

export function sumOf(tally: Tally, name: string): number {
  return (tally.counts.get(millionsOf(name)) ?? 0) * REST_BASE + (tally.counts.get(name) ?? 0)
}

export function addTally(into: Tally, tally: Tally, sign: Sign = 1): void {
  for (const [name, count] of tally.counts) addTo(into.counts, name, sign * count)
  for (const [name, buckets] of tally.histograms) {
    const histogram = histogramOf(into, name)
    for (const [bucket, count] of buckets) addTo(histogram, bucket, sign * count)
    dropIfEmpty(into, name)
  }
}

/** JSON: the version, the counts, and of each histogram the buckets, each with its count. */
export function encodeTally({ counts, histograms }: Tally): string {
  return JSON.stringify([
    VERSION,
    Object.fromEntries([...counts].toSorted(byName)),
    Object.fromEntries(
      [...histograms]
        .toSorted(byName)
        .map(([name, buckets]) => [name, [...buckets].toSorted(([left], [right]) => left - right).flat()]),
    ),
  ])
}

export function decodeTally(text: string): Tally {
  const tally = emptyTally()
  addEncoded(tally, text)
  return tally
}

/** The same as adding what it stands for, without making that first. */
export function addEncoded(into: Tally, text: string): void {
  const [version, counts, histograms] = JSON.parse(text) as [
    number,
    { [name: string]: number },
    { [name: string]: number[] },
  ]
  if (version !== VERSION) throw new Error(`a tally of version ${version}, of which this Trimtab knows nothing`)
  for (const [name, count] of Object.entries(counts)) addTo(into.counts, name, count)
  for (const [name, pairs] of Object.entries(histograms)) {
    const histogram = histogramOf(into, name)
    for (let place = 0; place < pairs.length; place += 2) addTo(histogram, pairs[place] ?? 0, pairs[place + 1] ?? 0)
    dropIfEmpty(into, name)
  }
}

function addTo<Name>(counts: Map<Name, number>, name: Name, by: number): void {
  const sum = (counts.get(name) ?? 0) + by
  if (sum === 0) counts.delete(name)
  else counts.set(name, sum)
}

function histogramOf(tally: Tally, name: string): Histogram {
  let histogram = tally.histograms.get(name)
  if (histogram === undefined) {
    histogram = new Map()
    tally.histograms.set(name, histogram)
  }
  return histogram
}

function dropIfEmpty(tally: Tally, name: string): void {
  if (tally.histograms.get(name)?.size === 0) tally.histograms.delete(name)
}

function millionsOf(name: string): string {
  return `${name}.millions`
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1
}
