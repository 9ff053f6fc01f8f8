// Many hours or days as one sample, each with its weight, and how many rows it is worth.

import type { Sample } from '../compared.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import type { Clustering } from './clustering.ts'
import type { Timed } from './timed.ts'

/** How much rows hang together, within hours and within days. */
export interface Hanging {
  hours: Clustering
  days: Clustering
}

interface Weighed {
  timed: Timed
  /** Of each of its rows. */
  weight: number
}

export interface SampleInput {
  parts: readonly Weighed[]
  ofValues: Hanging
  /** Of whether there is a value. */
  ofRows: Hanging
  /** When the first day begins: of the current window where it does, so that no day is taken for two. */
  daysFromMs: number
}

export function sampleOf({ parts, ofValues, ofRows, daysFromMs }: SampleInput): Sample {
  const filled = parts.filter(({ weight }) => weight > 0)
  const sumOf = (valueOf: (timed: Timed) => number): number =>
    filled.reduce((sum, { timed, weight }) => sum + weight * valueOf(timed), 0)
  const bins = new Map<number, number>()
  const sums: number[] = []
  for (const { timed, weight } of filled) {
    for (const [bin, count] of timed.bins) bins.set(bin, (bins.get(bin) ?? 0) + weight * count)
    for (const [place, sum] of timed.sums.entries()) sums[place] = (sums[place] ?? 0) + weight * sum
  }
  return {
    n: sumOf(({ rows }) => rows),
    seen: sumOf(({ seen }) => seen),
    missing: sumOf(({ missing }) => missing),
    odd: sumOf(({ odd }) => odd),
    bins,
    sums,
    effective: effectiveOf(filled, ({ seen }) => seen, ofValues, daysFromMs),
    effectiveRows: effectiveOf(filled, ({ rows }) => rows, ofRows, daysFromMs),
  }
}

/**
 * How many rows by themselves have a mean that varies as much. With n rows of weight g in each part, and ρ how much rows of
 * one cluster (an hour, or a day) are alike:
 *
 *   (Σ g n)² / ( (1 − ρ) Σ g² n + ρ Σ over clusters (Σ g n)² )
 *
 * Without weights and with ρ = 0 it is n; with ρ = 1 the number of clusters, where they are of one size. Fewer of both are taken.
 */
function effectiveOf(
  parts: readonly Weighed[],
  rowsOf: (timed: Timed) => number,
  { hours, days }: Hanging,
  daysFromMs: number,
): number {
  let [all, each, byHour] = [0, 0, 0]
  const byDay = new Map<number, number>()
  for (const { timed, weight } of parts) {
    const rows = rowsOf(timed)
    const day = Math.floor((timed.startMs - daysFromMs) / DAY_MS)
    all += weight * rows
    each += weight ** 2 * rows
    byHour += ((weight * rows) ** 2 * HOUR_MS) / timed.lengthMs
    byDay.set(day, (byDay.get(day) ?? 0) + weight * rows)
  }
  if (all === 0) return 0
  const daily = [...byDay.values()].reduce((sum, rows) => sum + rows ** 2, 0)
  // A cluster of one row is alike to itself, so no sum of clusters is less than that of rows.
  const noise = Math.max(
    each,
    (1 - hours.alike) * each + hours.alike * byHour,
    (1 - days.alike) * each + days.alike * daily,
  )
  return all ** 2 / noise
}
