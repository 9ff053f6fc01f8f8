// How much rows of one hour, or of one day, are alike: as of one session, one batch, or one kind of day. What is alike says
// less than as many rows by themselves would.

import { Z_95 } from '../../statistics/interval.ts'
import { studentQuantile } from '../../statistics/student-quantile.ts'
import { steepestDispersion } from './steepest-dispersion.ts'

/** What one hour or day counts, by coarse group. Those of one slot, such as Monday at nine, are expected to be alike. */
export interface Cluster {
  slot: number
  counts: readonly number[]
}

export interface Clustering {
  /** How many rows of a typical cluster count as one; at least 1. */
  dependence: number
  /** The share of all that varies that is between clusters: the correlation of two rows of one cluster. From 0 to 1. */
  alike: number
}

const APART: Clustering = { dependence: 1, alike: 0 }
/** Fewer say nothing of how much they vary. */
const CLUSTERS_MIN = 5
/** Of a typical cluster: with fewer no direction can be told from chance. */
const STEEP_ROWS_MIN = 40

/**
 * Overdispersion: by how much counts of clusters vary more than chance alone would make them vary,
 *
 *   X² / (clusters − slots)(groups − 1),     X² = Σ (count − expected)² / expected
 *
 * (Pearson), or the same of the mean of `scores` by group, or of the direction in which it is most, whichever is more: a move
 * of the whole spread is in one direction, and over all directions it would be thinned. What is more than 1 of it is made
 * larger by the square of what Student's t is more than the normal quantile, as it was seen on few clusters. With k rows in a
 * typical one dependence = 1 + (k − 1)·alike, so
 *
 *   alike = (dependence − 1) / (k − 1)
 *
 * Slots are taken where there are two clusters of each on average; or else what repeats by the hour counts as chance, which is
 * cautious. Not valid where clusters hang together themselves, as hours of one bad day do: ask days as well.
 * P. McCullagh and J. Nelder, "Generalized linear models" (1989), 4.5; L. Kish, "Survey sampling" (1965), 5.4.
 */
export function clusteringOf(clusters: readonly Cluster[], scores: readonly number[]): Clustering {
  const filled = clusters.filter(({ counts }) => sumOf(counts) > 0)
  if (filled.length < CLUSTERS_MIN) return APART
  const bySlot = [...Map.groupBy(filled, ({ slot }) => slot).values()]
  const isSlotted = filled.length - bySlot.length >= Math.max(CLUSTERS_MIN, filled.length / 2)
  const slots = isSlotted ? bySlot : [filled]
  const size = typicalSize(slots)
  const steepest = size < STEEP_ROWS_MIN ? 1 : steepestDispersion(slots.map((slot) => slot.map(({ counts }) => counts)))
  const dispersion = Math.max(1, dispersionOfCounts(slots), dispersionOfScores(slots, scores), steepest)
  const few = studentQuantile(filled.length - slots.length) / Z_95
  const dependence = 1 + (dispersion - 1) * few ** 2
  // Where clusters are of about one row there is nothing in them that could be alike.
  return { dependence, alike: size > 1 ? Math.min(1, (dependence - 1) / (size - 1)) : 0 }
}

type Slot = readonly Cluster[]

function dispersionOfCounts(slots: readonly Slot[]): number {
  let [chi, freedom] = [0, 0]
  for (const slot of slots) {
    const totals = totalsOf(slot)
    const all = sumOf(totals)
    for (const { counts } of slot) {
      const rows = sumOf(counts)
      for (const [group, total] of totals.entries()) {
        const expected = (rows * total) / all
        if (expected > 0) chi += ((counts[group] ?? 0) - expected) ** 2 / expected
      }
    }
    freedom += (slot.length - 1) * (totals.filter((total) => total > 0).length - 1)
  }
  return freedom > 0 ? chi / freedom : 1
}

function dispersionOfScores(slots: readonly Slot[], scores: readonly number[]): number {
  let [between, squares, rows, freedom] = [0, 0, 0, 0]
  for (const slot of slots) {
    const totals = totalsOf(slot)
    const mean = meanOf(totals, scores)
    for (const { counts } of slot) between += sumOf(counts) * (meanOf(counts, scores) - mean) ** 2
    for (const [group, total] of totals.entries()) squares += total * ((scores[group] ?? 0) - mean) ** 2
    rows += sumOf(totals)
    freedom += slot.length - 1
  }
  return freedom > 0 && squares > 0 ? between / freedom / (squares / rows) : 1
}

/** Large clusters count more than by their mean: (Σn − Σn²/Σn) / (clusters − 1). */
function typicalSize(slots: readonly Slot[]): number {
  let [size, freedom] = [0, 0]
  for (const slot of slots) {
    const sizes = slot.map(({ counts }) => sumOf(counts))
    const all = sumOf(sizes)
    size += all - sumOf(sizes.map((rows) => rows * rows)) / all
    freedom += slot.length - 1
  }
  return freedom > 0 ? size / freedom : 0
}

function totalsOf(slot: Slot): number[] {
  const totals: number[] = []
  for (const { counts } of slot)
    for (const [group, count] of counts.entries()) totals[group] = (totals[group] ?? 0) + count
  return totals
}

function meanOf(counts: readonly number[], scores: readonly number[]): number {
  return sumOf(counts.map((count, group) => count * (scores[group] ?? 0))) / sumOf(counts)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
