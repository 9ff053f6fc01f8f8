// What adds up: counts by name, and spreads of values by name. Every number is whole, so adding and taking away again
// leave exactly what was there before, in whatever order: tallies are an abelian group, and the empty one is neutral.

import { addHistogram, addToBucket, bucketOf, emptyHistogram, type Histogram } from './log-histogram.ts'

/** A name that counts nothing is not in it. */
export interface Tally {
  counts: Map<string, number>
  histograms: Map<string, Histogram>
}

/** Added, or taken back. */
export type Sign = 1 | -1

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
export function addCount({ counts }: Tally, name: string, by: number): void {
  const sum = (counts.get(name) ?? 0) + by
  if (sum === 0) counts.delete(name)
  else counts.set(name, sum)
}

/** One value, rounded to a whole one. */
export function addValue(tally: Tally, name: string, value: number, sign: Sign): void {
  addToBucket(histogramOf(tally, name), bucketOf(value), sign)
  dropIfEmpty(tally, name)
}

/** One summand, rounded to a whole one. It is kept in two parts, so that neither leaves the whole numbers. */
export function addSummand(tally: Tally, name: string, summand: number, sign: Sign): void {
  const whole = Math.max(-SUMMAND_MAX, Math.min(Math.round(summand) || 0, SUMMAND_MAX))
  const millions = Math.trunc(whole / REST_BASE)
  addCount(tally, name, sign * (whole % REST_BASE))
  if (millions !== 0) addCount(tally, millionsOf(name), sign * millions)
}

export function sumOf(tally: Tally, name: string): number {
  return (tally.counts.get(millionsOf(name)) ?? 0) * REST_BASE + (tally.counts.get(name) ?? 0)
}

export function addTally(into: Tally, { counts, histograms }: Tally, sign: Sign = 1): void {
  for (const [name, count] of counts) addCount(into, name, sign * count)
  for (const [name, histogram] of histograms) {
    addHistogram(histogramOf(into, name), histogram, sign)
    dropIfEmpty(into, name)
  }
}

/** Of a name that may count nothing yet: whoever adds to it calls `dropIfEmpty` then. */
export function histogramOf(tally: Tally, name: string): Histogram {
  let histogram = tally.histograms.get(name)
  if (histogram === undefined) {
    histogram = emptyHistogram()
    tally.histograms.set(name, histogram)
  }
  return histogram
}

export function dropIfEmpty(tally: Tally, name: string): void {
  if (tally.histograms.get(name)?.filled === 0) tally.histograms.delete(name)
}

function millionsOf(name: string): string {
  return `${name}.millions`
}
